import type { Item } from '@tutor/protocol'
import { itemLeak } from './item-leak.ts'
import { assents, type LeakTest } from './leak-test.ts'
import { Sentences } from './sentences.ts'
import { Shown, statement, type Statement } from './statement.ts'
import { words } from './text-leak.ts'

/** What a language model must not tell, and what it may. */
export interface GuardedTalk {
  /** The item that waits for an answer; without one, and without others, all text passes as it comes. */
  readonly open?: Item | undefined
  /** Items that may be asked soon: the twin, the rest of the quiz. Only an answer beside its task gives them away. */
  readonly coming?: readonly Item[]
  /** What the learner has been shown besides the tasks: the hints so far. */
  readonly shown?: readonly string[]
  /** The learner's message: a model must not say either whether the answer in it is right. */
  readonly message?: string
}

/** Stands where an answer would have been. */
export const refusalToTell = 'I will not tell the answer while the question is open. Try it, or type /hint for the next hint.'

interface Guarded {
  readonly leaks: LeakTest
  readonly shown: Shown
  /** Content words of the task that have to be near an answer for it to be one; none for the item that is open. */
  readonly near: readonly string[]
}

/**
 * Stands between what a language model says and the learner while a question is open. It holds text back until a sentence
 * is whole, and puts a refusal in the place of the first one that gives an answer away; the next such ones are left out.
 * What it finds it finds by rules, so a model that wants to tell can find a way around it.
 */
export class LeakGuard {
  readonly #guarded: readonly Guarded[]
  readonly #sentences = new Sentences()
  /** Whether the learner has named the answer, so that an assent would confirm it. */
  readonly #named: boolean
  #before = ''
  #spoken = ''
  #leaks = 0
  #refused = false

  constructor({ open, coming = [], shown = [], message = '' }: GuardedTalk) {
    const asked = open ? [guard(open, [...shown, message])] : []
    this.#named = open !== undefined && message !== '' && itemLeak(open)(statement(message), shownOf(open, shown))
    this.#guarded = [...asked, ...coming.map((item) => ({ ...guard(item, shown), near: contentWords(item.prompt) }))]
  }

  /** How many sentences and tool inputs were not let through. */
  get leaks(): number {
    return this.#leaks
  }

  /** @returns the text that may be shown now */
  push(delta: string): string {
    if (this.#guarded.length === 0) return delta
    return this.#sentences.push(delta).map((sentence) => this.#pass(sentence)).join('')
  }

  /** @returns what was held back, at the end of the answer */
  flush(): string {
    return this.#sentences.flush().map((sentence) => this.#pass(sentence)).join('')
  }

  /** Whether a text that is shown beside the answer, all at once, gives an answer away. */
  isTold(text: string): boolean {
    const told = this.#guarded.length > 0 && this.#gives(text)
    if (told) this.#leaks++
    return told
  }

  #pass(sentence: string): string {
    if (!this.#gives(sentence)) {
      this.#before = sentence
      return sentence
    }
    this.#before = ''
    const space = /\s*$/.exec(sentence)?.[0] ?? ''
    this.#leaks++
    if (this.#refused) return ''
    this.#refused = true
    return `${refusalToTell}${space}`
  }

  #gives(sentence: string): boolean {
    this.#spoken = `${this.#spoken} ${words(sentence)}`.slice(-longestMemory)
    const said = statement(sentence)
    if (this.#named && assents.test(said.plain)) return true
    const joined = this.#before === '' ? undefined : statement(this.#before + sentence)
    return this.#guarded.some((each) => this.#isNear(each) && givesAway(each, said, joined))
  }

  #isNear({ near }: Guarded): boolean {
    return near.filter((word) => this.#spoken.includes(word)).length >= near.length * 0.6
  }
}

const longestMemory = 4_000

/** Order: a test that remembers what it was told is asked about the sentence before it is asked about the two together. */
function givesAway({ leaks, shown }: Guarded, said: Statement, joined: Statement | undefined): boolean {
  return leaks(said, shown) || (joined !== undefined && leaks(joined, shown))
}

function guard(item: Item, shown: readonly string[]): Guarded {
  return { leaks: itemLeak(item), shown: shownOf(item, shown), near: [] }
}

function shownOf({ prompt }: Item, shown: readonly string[]): Shown {
  return new Shown([prompt, ...shown])
}

function contentWords(prompt: string): readonly string[] {
  return [...new Set(words(prompt).match(/[\p{L}\p{N}]{2,}|\d+/gu) ?? [])].filter((word) => !/^(?:the|is|are|of|and|to|in|for|what|which|how|many|solve|find|write|that|this|does)$/.test(word))
}
