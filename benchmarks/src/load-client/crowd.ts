import { setTimeout as wait } from 'node:timers/promises'
import { Comeback, type ComebackResult } from './comeback.ts'
import { checkCrowdPlan, checkDrivePlan, type CrowdPlan } from './crowd-plan.ts'
import type { Dialogue } from './dialogue.ts'
import { drive, type DrivePlan } from './drive.ts'
import { LoadFailure } from './load-failure.ts'
import type { DriveResult } from './measurement.ts'
import { NativeDialogue } from './native-dialogue.ts'
import { PlainDialogue } from './plain-dialogue.ts'
import { arm, type Sabotage } from './sabotage.ts'
import { Talk, type TalkListener } from './talk.ts'
import { parseTarget } from './target.ts'

let crowds = 0

/** How long the last answers may take once the load has stopped. */
const drainSeconds = 10
/** How long a server that has failed may take to be back for everybody. */
const comebackSeconds = 60

/** Many connections to one server, each with a client id and words of its own. Every answer is checked. */
export class Crowd {
  readonly #plan: CrowdPlan
  readonly #name = `load-${process.pid}-${++crowds}`
  readonly #talks = new Set<Talk>()
  readonly #failed = Promise.withResolvers<never>()
  /** While the server fails on purpose. At any other time a failure of a session or a connection is an error. */
  #comeback: Comeback | undefined
  #closed = false
  #wrong = 0
  #firstWrong = ''

  /**
   * Opens all connections.
   *
   * @throws LoadFailure when the plan is out of bounds, the address is not loopback, a connection fails or the server
   * greets wrongly
   */
  static async open(plan: CrowdPlan): Promise<Crowd> {
    checkCrowdPlan(plan)
    const crowd = new Crowd(plan)
    try {
      await crowd.#guard(crowd.#openAll(), crowd.#roundSeconds)
      return crowd
    } catch (failure) {
      await crowd.close()
      throw failure
    }
  }

  private constructor(plan: CrowdPlan) {
    this.#plan = plan
    this.#failed.promise.catch(() => {})
  }

  /** One request on every connection. */
  async askEach(): Promise<void> {
    await this.#guard(
      this.#each(this.#talks, (talk) => new Promise((answered) => talk.ask(answered))),
      this.#roundSeconds,
    )
  }

  /** Asks on every connection whether the server is still there. */
  async pingEach(): Promise<void> {
    await this.#guard(
      this.#each(this.#talks, (talk) => new Promise((answered) => talk.ping(answered))),
      this.#roundSeconds,
    )
  }

  /** Load on all connections at once, measured. */
  async drive(plan: DrivePlan): Promise<DriveResult> {
    checkDrivePlan(plan)
    return await this.#guard(drive([...this.#talks], plan), plan.warmUpSeconds + plan.seconds + drainSeconds)
  }

  /** Makes the server fail under all connections at once, and measures how their sessions come back. */
  async comeBack(sabotage: Sabotage): Promise<ComebackResult> {
    await using armed = await arm(sabotage, parseTarget(this.#plan.address), `${this.#name}-saboteur`)
    const comeback = new Comeback(this.#talks, armed.fire())
    this.#comeback = comeback
    try {
      return await this.#guard(comeback.result(), comebackSeconds)
    } finally {
      comeback.end()
      this.#comeback = undefined
    }
  }

  /** Ends all connections; does nothing the second time. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(Array.from(this.#talks, (talk) => talk.close()))
    this.#talks.clear()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  /** Longest time for one thing on every connection. */
  get #roundSeconds(): number {
    return 30 + this.#plan.connections / 50
  }

  async #openAll(): Promise<void> {
    const target = parseTarget(this.#plan.address)
    const clientIds = Array.from({ length: this.#plan.connections }, (_, index) => `${this.#name}-${index}`)
    await this.#each(clientIds, async (clientId) => {
      const talk = await Talk.open({ target, clientId }, this.#dialogue(clientId), this.#listener)
      this.#talks.add(talk)
      if (this.#closed) await talk.close()
    })
  }

  readonly #listener: TalkListener = {
    wrong: (why) => this.#countWrong(why),
    back: (talk) => {
      if (this.#comeback === undefined) this.#countWrong('the session failed and was opened anew')
      else this.#comeback.back(talk)
    },
    lost: (failure, talk) => {
      if (this.#comeback === undefined) this.#failed.reject(failure)
      else this.#comeback.lost(talk)
    },
  }

  #dialogue(clientId: string): Dialogue {
    const { protocol, speech } = this.#plan
    return protocol === 'plain' ? new PlainDialogue(clientId, speech) : new NativeDialogue(clientId, speech)
  }

  async #each<T>(items: Iterable<T>, act: (item: T) => Promise<void>): Promise<void> {
    const queue = [...items].values()
    const lane = async (): Promise<void> => {
      for (const item of queue) {
        if (this.#closed) return
        await act(item)
      }
    }
    await Promise.all(Array.from({ length: this.#plan.parallel }, lane))
  }

  /** Ends with the first of: the phase is done, a connection is lost, the phase takes too long. */
  async #guard<T>(phase: Promise<T>, seconds: number): Promise<T> {
    const late = new AbortController()
    const result = await Promise.race([phase, this.#failed.promise, missing(seconds, late.signal)]).finally(() =>
      late.abort(),
    )
    if (this.#wrong === 0) return result
    throw new LoadFailure('answer_wrong', `${this.#wrong} answers were wrong. The first: ${this.#firstWrong}`)
  }

  #countWrong(why: string): void {
    if (this.#wrong === 0) this.#firstWrong = why.slice(0, 300)
    this.#wrong += 1
  }
}

async function missing(seconds: number, signal: AbortSignal): Promise<never> {
  await wait(seconds * 1000, undefined, { signal })
  throw new LoadFailure('answer_missing', `Not all answers came within ${seconds} s.`)
}
