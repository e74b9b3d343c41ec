import { percent } from './amounts.ts'

/** A part of a whole, as a bar and in words. @param share from 0 to 1 */
export function Share({ share }: { readonly share: number }) {
  return (
    <span className="share">
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect className="all" width="100" height="8" /><rect className="part" width={share * 100} height="8" /></svg>
      {percent(share)}
    </span>
  )
}
