import { TutorError } from '@tutor/protocol'
import type { Turn } from '../agent.ts'
import { noMaterialText, notInMaterialText, sourcesText } from './answer-text.ts'
import { CitationMarks } from './citation-marks.ts'
import { Grounding } from './grounding.ts'
import { LeakGuard, type GuardedTalk } from '../guard/leak-guard.ts'
import type { ModelPart } from './model-loop.ts'
import type { Tools } from '../tools.ts'

/** The answer to one turn as it comes about: what models say goes through the leak guard, and its marks are checked. */
export class ModelAnswer {
  readonly grounding: Grounding
  readonly #turn: Turn
  readonly #marks: CitationMarks
  readonly #guard: LeakGuard
  #said = ''
  /** Whether a model has said a word since it was its turn. */
  #spoken = false

  constructor(turn: Turn, tools: Tools, talk: GuardedTalk) {
    this.#turn = turn
    this.grounding = new Grounding(tools)
    this.#marks = new CitationMarks((mark) => this.grounding.citation(mark))
    this.#guard = new LeakGuard(talk)
  }

  /** @param guarded whether a language model says it @returns whether there is any use in more of it */
  take(part: ModelPart, guarded: boolean): boolean {
    if (part.type !== 'text') {
      showTool(guarded ? this.#withoutLeak(part) : part, this.#turn)
      return true
    }
    if (this.grounding.refusal) return false
    if (part.text.trim() !== '') this.#spoken = true
    this.#say(this.#marks.push(guarded ? this.#guard.push(part.text) : part.text))
    return true
  }

  /** @throws TutorError `model_interrupted` */
  assertSpoken(): void {
    if (!this.#spoken && !this.grounding.refusal) throw new TutorError('model_interrupted', 'The language model gave an empty answer.')
  }

  /** Tells the learner that another model goes on, and what the first one failed with. @param quietly where that was said before */
  goOnWithout({ code, message }: TutorError, quietly: boolean): void {
    this.#letGo()
    const broken = this.#said.trim() !== ''
    this.#spoken = false
    this.#turn.replaceModel(code)
    if (quietly) return
    const sentence = code === 'model_budget' ? message : `${message} The embedded model answers instead.`
    this.#say(broken ? ` […]\n\n${sentence}\n\n` : `${sentence}\n\n`)
  }

  /** Says what was held back, that there is nothing to say, and the sources. */
  finish(): void {
    this.#letGo()
    const { refusal } = this.grounding
    if (refusal) this.#say(`${this.#said.trim() === '' || this.#said.endsWith('\n\n') ? '' : '\n\n'}${refusalText(refusal)}`)
    const { used } = this.#marks
    if (used.length === 0) return
    this.#say(sourcesText(used))
    this.#turn.cite(used)
  }

  /** Tells the operator how often the guard had to stop a sentence; its words nobody. */
  countLeaks(): void {
    if (this.#guard.leaks > 0) this.#turn.countLeaks?.(this.#guard.leaks)
  }

  /** The learner sees the inputs of tools, too. */
  #withoutLeak(part: Exclude<ModelPart, { type: 'text' }>): Exclude<ModelPart, { type: 'text' }> {
    return part.type === 'tool-called' && this.#guard.isTold(inputText(part.input)) ? { ...part, input: {} } : part
  }

  #letGo(): void {
    this.#say(this.#marks.push(this.#guard.flush()) + this.#marks.flush())
  }

  #say(text: string): void {
    this.#said += text
    this.#turn.say(text)
  }
}

function showTool(part: Exclude<ModelPart, { type: 'text' }>, turn: Turn): void {
  if (part.type === 'tool-called') {
    turn.showTool({ phase: 'called', callId: part.callId, tool: part.tool, input: inputText(part.input) })
  } else {
    turn.showTool({ phase: 'answered', callId: part.callId, result: JSON.stringify(part.result) })
  }
}

/** @throws TutorError `model_interrupted` for an input that nests deeper than JSON can be written: no model gets further with it */
function inputText(input: unknown): string {
  try {
    return JSON.stringify(input)
  } catch (cause) {
    throw new TutorError('model_interrupted', 'The language model called a tool with an input that nests too deeply.', { cause })
  }
}

function refusalText(refusal: NonNullable<Grounding['refusal']>): string {
  return refusal.verdict === 'no_documents' ? noMaterialText : notInMaterialText(refusal.nearest)
}
