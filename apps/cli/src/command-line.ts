import { parseArgs } from 'node:util'
import { UsageError } from './usage-error.ts'

/** Who answers: a gateway, or a session of this process with the model that is asked for. */
export type Tutor =
  | { readonly at: 'gateway'; readonly url: string; /** For one that went away. */ readonly waitMs: number; readonly token: string | undefined }
  | { readonly at: 'here'; readonly clientId: string; readonly model: ModelFlags; readonly keeping: Keeping; /** Folder with courses, where one is named. */ readonly courses: string | undefined }

/** Where a session of this process keeps what it knows: on disk, in a folder that may be named, or nowhere. */
export type Keeping = { readonly on: 'disk'; readonly folder: string | undefined } | { readonly on: 'memory' }

/** What the flags say about the model; what they leave open comes from the environment. */
export interface ModelFlags {
  readonly kind: string | undefined
  readonly url: string | undefined
  readonly name: string | undefined
  readonly path: string | undefined
}

export interface TalkCommand {
  readonly command: 'talk'
  readonly tutor: Tutor
  /** Paths of the documents to add first. */
  readonly documents: readonly string[]
  readonly question: string | undefined
  readonly json: boolean
}

/** Deletes a session for good. */
export interface ForgetCommand {
  readonly command: 'forget'
  readonly tutor: Tutor
}

export type CommandLine = { readonly command: 'help' } | { readonly command: 'version' } | TalkCommand | ForgetCommand

/** @throws UsageError */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = readFlags(args)
  if (values.help) return { command: 'help' }
  if (values.version) return { command: 'version' }
  if (values.forget) return readForget(values, positionals)
  return {
    command: 'talk',
    tutor: chooseTutor(values),
    documents: values.doc ?? [],
    question: positionals.length > 0 ? positionals.join(' ') : undefined,
    json: values.json ?? false,
  }
}

function readForget(flags: Flags, positionals: readonly string[]): ForgetCommand {
  if (positionals.length > 0 || flags.doc || flags.json) throw new UsageError('--forget only deletes the session: leave the question, --doc and --json out.')
  if (flags.memory) throw new UsageError('--memory keeps nothing, so there is nothing to --forget.')
  return { command: 'forget', tutor: chooseTutor(flags) }
}

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        doc: { type: 'string', multiple: true },
        json: { type: 'boolean' },
        connect: { type: 'string' },
        wait: { type: 'string' },
        token: { type: 'string' },
        'client-id': { type: 'string' },
        data: { type: 'string' },
        memory: { type: 'boolean' },
        forget: { type: 'boolean' },
        courses: { type: 'string' },
        model: { type: 'string' },
        'model-url': { type: 'string' },
        'model-name': { type: 'string' },
        'model-path': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

type Flags = ReturnType<typeof readFlags>['values']

function chooseTutor(flags: Flags): Tutor {
  const model = { kind: flags.model, url: flags['model-url'], name: flags['model-name'], path: flags['model-path'] }
  const clientId = flags['client-id']
  if (flags.connect === undefined) {
    if (flags.wait !== undefined) throw new UsageError('--wait is for --connect only.')
    if (flags.token !== undefined) throw new UsageError('--token is for --connect only.')
    return { at: 'here', clientId: clientId ?? 'terminal', model, keeping: chooseKeeping(flags), courses: flags.courses }
  }
  if (Object.values(model).some((flag) => flag !== undefined)) {
    throw new UsageError('With --connect the gateway chooses the model: leave the model flags out.')
  }
  if (flags.courses !== undefined) throw new UsageError('With --connect the gateway has the courses: leave --courses out.')
  if (flags.data !== undefined || flags.memory) throw new UsageError('With --connect the gateway keeps what it knows: leave --data and --memory out.')
  if (clientId !== undefined) throw new UsageError('With --connect the client id is the end of the address.')
  return { at: 'gateway', url: checkAddress(flags.connect), waitMs: 1000 * checkSeconds(flags.wait ?? '60'), token: flags.token }
}

function chooseKeeping({ data, memory }: Flags): Keeping {
  if (memory && data !== undefined) throw new UsageError('--memory keeps nothing, so there is no use for --data.')
  if (data === '') throw new UsageError('--data takes a folder.')
  return memory ? { on: 'memory' } : { on: 'disk', folder: data }
}

function checkAddress(address: string): string {
  const url = URL.parse(address)
  if (url?.protocol === 'ws:' || url?.protocol === 'wss:') return address
  throw new UsageError(`--connect takes an address like ws://127.0.0.1:8080/ws/anna, not ${address}`)
}

function checkSeconds(text: string): number {
  const seconds = Number(text)
  if (text.trim() !== '' && Number.isFinite(seconds) && seconds >= 0) return seconds
  throw new UsageError(`--wait takes a number of seconds, not ${text}`)
}
