import type { ComponentProps } from 'react'

/** A link leaves the page where it is. */
export function OutwardLink({ href, title, children }: ComponentProps<'a'>) {
  return <a href={href} title={title} target="_blank" rel="noopener noreferrer">{children}</a>
}
