import { TutorError } from '@tutor/protocol'
import { z } from 'zod'
import { Catalogue, type Prompt, type Resource, type Tool } from '../src/index.ts'

/** An owner under test: a desk on which tools leave notes and wait. */
export class Desk {
  readonly notes: unknown[] = []
  readonly #waits = new Map<string, Wait>()

  /** A wait of `desk.wait` under this key, whether it has come yet or not. */
  wait(key: string): Wait {
    let wait = this.#waits.get(key)
    if (!wait) this.#waits.set(key, (wait = new Wait()))
    return wait
  }
}

class Wait {
  readonly #begun = Promise.withResolvers<void>()
  readonly #released = Promise.withResolvers<void>()
  readonly #aborted = Promise.withResolvers<void>()
  aborts = 0

  readonly begun = this.#begun.promise
  readonly aborted = this.#aborted.promise

  release(): void {
    this.#released.resolve()
  }

  /** Ends when it is released, not when it is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => {
      this.aborts++
      this.#aborted.resolve()
    })
    this.#begun.resolve()
    await this.#released.promise
  }
}

const failures: Record<string, () => object> = {
  ours: () => {
    throw new TutorError('document_encrypted', 'The document "a.pdf" is locked.')
  },
  bug: () => {
    throw new TypeError('secret of the code')
  },
  circular: () => {
    const value: Record<string, unknown> = {}
    value['self'] = value
    return value
  },
}

export const deskTools: readonly Tool<Desk>[] = [
  {
    name: 'desk.note',
    title: 'Leave a note',
    description: 'Puts a note on the desk.',
    input: z.object({ text: z.string().max(100), tags: z.array(z.string()).optional() }),
    run(desk, input) {
      desk.notes.push(input)
      return { noted: input['text'], notes: desk.notes.length }
    },
  },
  {
    name: 'desk.wait',
    title: 'Wait',
    description: 'Answers when it is released.',
    input: z.object({ key: z.string() }),
    async run(desk, { key }, { signal }) {
      await desk.wait(String(key)).run(signal)
      return { key }
    },
  },
  {
    name: 'desk.fail',
    title: 'Fail',
    description: 'Goes wrong.',
    input: z.object({ how: z.enum(Object.keys(failures)) }),
    run: (_desk, { how }) => failures[String(how)]!(),
  },
]

const deskResources: readonly Resource<Desk>[] = [
  {
    uri: 'desk://notes',
    name: 'notes',
    title: 'All notes',
    description: 'What lies on the desk.',
    mimeType: 'application/json',
    read: (desk) => JSON.stringify(desk.notes),
  },
  {
    uri: 'desk://note/{number}',
    name: 'note',
    title: 'A note',
    description: 'One note.',
    mimeType: 'text/plain',
    list: (desk) => desk.notes.map((_, index) => ({ value: `no. ${index}`, title: `Note ${index}` })),
    read(desk, value) {
      if (value === 'bug') throw new TypeError('secret of the code')
      const note = desk.notes[Number(value.replace('no. ', ''))]
      if (note === undefined) throw new TutorError('document_unknown', `There is no note ${value}.`)
      return JSON.stringify(note)
    },
  },
]

const deskPrompts: readonly Prompt<Desk>[] = [
  {
    name: 'tidy',
    title: 'Tidy up',
    description: 'Asks to tidy the desk.',
    input: z.object({ how: z.string().describe('Quickly, say'), where: z.string().optional() }),
    write: (desk, { how, where = 'everywhere' }) => `Tidy up ${how}, ${where}: ${desk.notes.length} notes.`,
  },
]

export const deskCatalogue = new Catalogue({ tools: deskTools, resources: deskResources, prompts: deskPrompts })
