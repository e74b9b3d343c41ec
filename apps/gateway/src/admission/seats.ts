import { TutorError } from '@tutor/protocol'

export interface SeatLimits {
  readonly maxConnections: number
  readonly connectionsPerAddress: number
  readonly connectionsPerUser: number
}

/** Who takes a seat. */
export interface Guest {
  /** Absent where connections from there are not counted. */
  readonly address: string | undefined
  readonly user: string
}

/** One connection's place among all that are open. */
export interface Seat {
  /** Idempotent. */
  leave(): void
}

/** When those who found no place may try again, in ms. */
const retryAfterMs = 5_000

/** The connections that are open, counted in all, by address and by user. */
export class Seats {
  readonly #limits: SeatLimits
  readonly #byAddress = new Map<string, number>()
  readonly #byUser = new Map<string, number>()
  #taken = 0

  constructor(limits: SeatLimits) {
    this.#limits = limits
  }

  get taken(): number {
    return this.#taken
  }

  /** @throws TutorError `server_overloaded`, `too_many_connections` */
  take({ address, user }: Guest): Seat {
    const { maxConnections, connectionsPerAddress, connectionsPerUser } = this.#limits
    if (this.#taken >= maxConnections) {
      throw new TutorError('server_overloaded', 'The server has no room for another connection. Try again later.', { retryAfterMs })
    }
    const crowdedAddress = address !== undefined && (this.#byAddress.get(address) ?? 0) >= connectionsPerAddress
    if (crowdedAddress || (this.#byUser.get(user) ?? 0) >= connectionsPerUser) {
      throw new TutorError('too_many_connections', undefined, { retryAfterMs })
    }
    this.#taken++
    if (address !== undefined) add(this.#byAddress, address, 1)
    add(this.#byUser, user, 1)
    return new TakenSeat({ address, user }, this.#free)
  }

  readonly #free = ({ address, user }: Guest): void => {
    this.#taken--
    if (address !== undefined) add(this.#byAddress, address, -1)
    add(this.#byUser, user, -1)
  }
}

class TakenSeat implements Seat {
  readonly #free: (guest: Guest) => void
  #guest: Guest | undefined

  constructor(guest: Guest, free: (guest: Guest) => void) {
    this.#guest = guest
    this.#free = free
  }

  leave(): void {
    if (this.#guest) this.#free(this.#guest)
    this.#guest = undefined
  }
}

function add(counts: Map<string, number>, name: string, change: 1 | -1): void {
  const count = (counts.get(name) ?? 0) + change
  if (count === 0) counts.delete(name)
  else counts.set(name, count)
}
