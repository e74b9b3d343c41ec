import { setTimeout as wait } from 'node:timers/promises'
import type { Histogram } from 'node:perf_hooks'
import type { Speech } from './dialogue.ts'
import { LoadFailure } from './load-failure.ts'
import { NativeDialogue } from './native-dialogue.ts'
import { checkNeighbourhoodPlan, type NeighbourhoodPlan } from './neighbourhood-plan.ts'
import { Reopening } from './reopening.ts'
import { Settlement } from './settlement.ts'
import { spreadOf, type Spread } from './spread.ts'
import { SteadyTraffic } from './steady-traffic.ts'
import { Talk } from './talk.ts'
import { parseTarget } from './target.ts'

/** On the offender's thread, on the other one, and the gateway itself, which answers pings whatever its threads do. */
export type Place = 'same' | 'other' | 'gateway'
export type Phase = 'before' | 'during' | 'after'
export type Latency = Readonly<Record<Phase, Readonly<Record<Place, Spread>>>>

export interface NeighbourhoodResult {
  readonly latency: Latency
  /** Connections of quiet sessions that ended, and had to be opened anew. */
  readonly closed: number
  /** How often sessions on the other thread were opened anew. */
  readonly othersReopened: number
  /** Requests without an answer, or with a wrong one. */
  readonly failed: number
  readonly firstWrong: string | undefined
  /** The quiet sessions and how many answers each has had: its history must hold as many. */
  readonly answered: readonly Answered[]
}

export interface Answered {
  readonly clientId: string
  readonly answers: number
}

interface Resident {
  readonly clientId: string
  /** A spare one was put where there were enough already. */
  readonly role: Place | 'offender' | 'spare'
}

type Traffic = Readonly<Record<Place, SteadyTraffic>>

const quietSpeech: Speech = { kind: 'canary', bytes: 64 }
const pingers = 4
const pingsPerSecond = 100
/** How long the last answers may take. */
const drainSeconds = 30
/** Sessions are opened until both threads have enough of them, so many times as many at most. */
const patience = 10

let neighbourhoods = 0

/** Quiet sessions, and what becomes of them when one beside them does harm. */
export class Neighbourhood {
  readonly #plan: NeighbourhoodPlan
  readonly #name = `neighbour-${process.pid}-${++neighbourhoods}`
  readonly #residents = new Map<Talk, Resident>()
  readonly #reopening = new Reopening()
  readonly #wrong: string[] = []
  #traffic: Traffic | undefined
  #closed = 0
  #othersReopened = 0

  /** @throws LoadFailure when the plan is out of bounds, or the gateway does not put the sessions where it wants them */
  static async disturb(plan: NeighbourhoodPlan): Promise<NeighbourhoodResult> {
    checkNeighbourhoodPlan(plan)
    const neighbourhood = new Neighbourhood(plan)
    try {
      return await neighbourhood.#disturb(await neighbourhood.#settle())
    } finally {
      await neighbourhood.#leave()
    }
  }

  private constructor(plan: NeighbourhoodPlan) {
    this.#plan = plan
  }

  async #disturb(offender: Talk): Promise<NeighbourhoodResult> {
    const { offence, warmUpSeconds, seconds, quietSeconds } = this.#plan
    const traffic = this.#startTraffic()
    await wait(warmUpSeconds * 1000)
    const before = await observe(traffic, quietSeconds)
    if (offence !== undefined) offender.ask(() => {})
    const during = await observe(traffic, seconds)
    const after = await observe(traffic, quietSeconds)
    const missing = await Promise.all(Object.values(traffic).map((each) => each.stop(drainSeconds)))
    return {
      latency: { before: spreads(before), during: spreads(during), after: spreads(after) },
      closed: this.#closed,
      othersReopened: this.#othersReopened,
      failed: missing.reduce((sum, count) => sum + count, this.#wrong.length),
      firstWrong: this.#wrong[0],
      answered: [...this.#answered('same', traffic), ...this.#answered('other', traffic)],
    }
  }

  /** Opens the offender first, then the others one by one, each time asking the gateway where it has put them. */
  async #settle(): Promise<Talk> {
    const { address, sessions, offence = 'nothing' } = this.#plan
    const { host, port } = parseTarget(address)
    const settlement = await Settlement.begin(`http://${host}:${port}`)
    const offender = await this.#open('offender', 'offender', { kind: 'text', text: offence })
    const itsThread = await settlement.newest()
    const room = { same: sessions, other: sessions }
    for (let opened = 0; room.same + room.other > 0; opened++) {
      if (opened > patience * sessions) throw new LoadFailure('placement_unknown', 'The gateway leaves a thread empty.')
      const talk = await this.#open(String(opened), 'spare', quietSpeech)
      const side = (await settlement.newest()) === itsThread ? 'same' : 'other'
      if (room[side] === 0) continue
      room[side] -= 1
      this.#residents.set(talk, { clientId: `${this.#name}-${opened}`, role: side })
    }
    for (let index = 0; index < pingers; index++) await this.#open(`pinger-${index}`, 'gateway', quietSpeech)
    return offender
  }

  async #open(name: string, role: Resident['role'], speech: Speech): Promise<Talk> {
    const clientId = `${this.#name}-${name}`
    const talk = await Talk.open({ target: parseTarget(this.#plan.address), clientId }, new NativeDialogue(clientId, speech), {
      // What an offence is answered with is its agent's business.
      wrong: (why) => role !== 'offender' && this.#wrong.push(why.slice(0, 300)),
      back: (returned) => this.#back(returned),
      lost: (_, lost) => this.#lost(lost),
    })
    this.#residents.set(talk, { clientId, role })
    return talk
  }

  #back(talk: Talk): void {
    const role = this.#residents.get(talk)?.role
    if (role === 'other') this.#othersReopened += 1
    if (role === 'gateway') this.#traffic?.gateway.back(talk)
  }

  #lost(talk: Talk): void {
    const role = this.#residents.get(talk)?.role
    if (role !== 'offender') this.#closed += 1
    if (role === 'gateway') this.#traffic?.gateway.lost(talk)
    this.#reopening.again(talk)
  }

  #startTraffic(): Traffic {
    const { perSecond } = this.#plan
    this.#traffic = {
      same: new SteadyTraffic(this.#talks('same'), perSecond, 'ask'),
      other: new SteadyTraffic(this.#talks('other'), perSecond, 'ask'),
      gateway: new SteadyTraffic(this.#talks('gateway'), pingsPerSecond, 'ping'),
    }
    return this.#traffic
  }

  #talks(role: Resident['role']): Talk[] {
    return Array.from(this.#residents).flatMap(([talk, resident]) => (resident.role === role ? [talk] : []))
  }

  #answered(place: 'same' | 'other', traffic: Traffic): Answered[] {
    return this.#talks(place).map((talk) => {
      return { clientId: this.#residents.get(talk)?.clientId ?? '', answers: traffic[place].answersOf(talk) }
    })
  }

  async #leave(): Promise<void> {
    this.#reopening.end()
    for (const traffic of Object.values(this.#traffic ?? {})) void traffic.stop(0)
    await Promise.all(Array.from(this.#residents.keys(), (talk) => talk.close()))
  }
}

type Windows = Readonly<Record<Place, Histogram>>

async function observe({ same, other, gateway }: Traffic, seconds: number): Promise<Windows> {
  const windows = { same: same.window(), other: other.window(), gateway: gateway.window() }
  await wait(seconds * 1000)
  return windows
}

function spreads({ same, other, gateway }: Windows): Record<Place, Spread> {
  return { same: spreadOf(same), other: spreadOf(other), gateway: spreadOf(gateway) }
}
