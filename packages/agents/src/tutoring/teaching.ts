import type { ItemVault } from './item-vault.ts'
import type { Marker } from './marker.ts'
import type { Tutoring } from './tutoring.ts'

/** What the agents that ask and mark need besides. */
export interface Teaching extends Tutoring {
  readonly items: ItemVault
  readonly marker: Marker
}
