import type { Random } from './proving/random.ts'

/** A property, and a program that tries to break it on a real gateway. A new proof is one file, and an entry in `proofs.ts`. */
export interface Proof {
  /** As in `docs/properties.md`. */
  readonly id: string
  readonly summary: string
  /** What one run is. */
  readonly run: string
  /** Runs unless told otherwise: about ten seconds. */
  readonly runs: number
  /** Rejects when the proof itself cannot go on; what the gateway does wrong goes into the findings. */
  prove(order: ProofOrder): Promise<void>
}

export interface ProofOrder {
  readonly runs: number
  readonly random: Random
  readonly findings: Findings
  /** Tells whoever waits how far it has got. */
  readonly progress: (line: string) => void
}

/** What a proof has looked at and what was wrong with it. */
export class Findings {
  /** How many messages, events, documents … were looked at. A proof that has looked at nothing has proved nothing. */
  checked = 0
  lost = 0
  duplicated = 0
  /** What was seen, the first few. */
  readonly faults: string[] = []
  #faulty = 0

  isLost(what: string): void {
    this.lost += 1
    this.isWrong(`lost: ${what}`)
  }

  isDuplicated(what: string): void {
    this.duplicated += 1
    this.isWrong(`duplicated: ${what}`)
  }

  isWrong(what: string): void {
    this.#faulty += 1
    if (this.faults.length < 5) this.faults.push(what)
  }

  get holds(): boolean {
    return this.#faulty === 0 && this.checked > 0
  }
}
