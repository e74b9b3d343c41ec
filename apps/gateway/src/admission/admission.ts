import type { Level } from '@tutor/protocol'
import type { RequestOrigin } from '../listener.ts'
import type { AdmissionSettings } from './admission-settings.ts'
import { Allowance } from './allowance.ts'
import { Attempts } from './attempts.ts'
import { BodyRoom } from './body-room.ts'
import { addressOf } from './client-address.ts'
import { Seats, type Seat } from './seats.ts'

/** Decides who has to wait outside: too many connections, or too often, of one address or of one user. */
export class Admission {
  readonly #settings: AdmissionSettings
  readonly #seats: Seats
  readonly #byAddress: Attempts
  readonly #byUser: Attempts
  readonly bodies: BodyRoom

  constructor(settings: AdmissionSettings) {
    this.#settings = settings
    this.#seats = new Seats(settings)
    this.#byAddress = new Attempts(settings.attemptsPerAddress)
    this.#byUser = new Attempts(settings.attemptsPerUser)
    this.bodies = new BodyRoom(settings.uploadBytes)
  }

  /** Connections that are open. */
  get connections(): Level {
    return { now: this.#seats.taken, most: this.#settings.maxConnections }
  }

  /**
   * Counts a request; to be asked before anything is done for it.
   *
   * @returns where it comes from, for {@link seat}
   * @throws TutorError `rate_limited`
   */
  knock(origin: Pick<RequestOrigin, 'address' | 'forwardedFor'>): string | undefined {
    const address = addressOf(origin, this.#settings.proxies)
    if (address !== undefined) this.#byAddress.count(address)
    return address
  }

  /** Takes a place for a connection of the user. @throws TutorError `rate_limited`, `too_many_connections`, `server_overloaded` */
  seat(address: string | undefined, user: string): Seat {
    if (address !== undefined) this.#byUser.count(user)
    return this.#seats.take({ address, user })
  }

  /** What a connection may send. */
  allowance(): Allowance {
    return new Allowance(this.#settings)
  }
}
