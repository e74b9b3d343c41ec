import type { TargetFigure } from './target-figure.ts'

/** A question put to servers, answered by one table. A new scenario is one file, and one entry in `scenarios.ts`. */
export interface Scenario<OptionName extends string = string> {
  readonly name: string
  readonly summary: string
  /** The subject that the others are compared with. It always runs. */
  readonly control: string
  readonly subjects: readonly string[]
  readonly options: Readonly<Record<OptionName, NumberOption>>
  /** Rejects when a server does anything wrong: figures of a server that errs are worth nothing. */
  run(order: ScenarioOrder<OptionName>): Promise<Outcome>
}

export interface NumberOption {
  readonly fallback: number
  readonly bounds: readonly [least: number, most: number]
  readonly help: string
}

export interface ScenarioOrder<OptionName extends string = string> {
  readonly numbers: Readonly<Record<OptionName, number>>
  readonly subjects: ReadonlySet<string>
  readonly signal: AbortSignal
  /** Tells whoever waits what is being done. */
  progress(line: string): void
}

export interface Outcome {
  readonly report: Report
  /** For reading; the first line is the head. */
  readonly table: readonly (readonly string[])[]
}

/** What `--json` prints. */
export interface Report {
  readonly scenario: string
  readonly control: string
  readonly rows: readonly { readonly subject: string }[]
  readonly skipped: readonly Skipped[]
  /** What was promised, where something was. A missed one is no error: machines differ. */
  readonly targets?: readonly TargetFigure[]
}

export interface Skipped {
  readonly subject: string
  readonly reason: string
}
