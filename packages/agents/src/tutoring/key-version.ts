import { createHash } from 'node:crypto'
import type { Item } from '@tutor/protocol'

/** Changes with the item's key, and with nothing else. */
export function keyVersion({ answer }: Item): string {
  return createHash('sha256').update(JSON.stringify(answer)).digest('hex').slice(0, 16)
}
