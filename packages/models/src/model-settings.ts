import { readApiKey, readBaseUrl, readName, readWhole, type Variables } from './read-setting.ts'

/** Which model answers. Plain data: it goes to worker threads. */
export type ModelSettings = { readonly kind: 'embedded' } | EndpointSettings | GgufSettings

export type EndpointSettings = OpenAiCompatibleSettings | HostedSettings

interface LanguageModelSettings {
  /** Longest silence of the model, before its answer begins and within it, in milliseconds. Default 60,000. */
  readonly timeoutMs?: number
  /** What a learner may use of it on a day, in tokens read and written; 0 for no limit. */
  readonly tokensPerDay?: number
}

export interface OpenAiCompatibleSettings extends LanguageModelSettings {
  readonly kind: 'openai-compatible'
  /** What stands before `/chat/completions`. */
  readonly baseUrl: string
  /** The endpoint's name for the model. */
  readonly model: string
  /** Sent as bearer token. */
  readonly apiKey?: string
}

export interface HostedSettings extends LanguageModelSettings {
  readonly kind: 'anthropic' | 'openai'
  /** What stands before `/messages` or `/responses`; the service's own address unless told. */
  readonly baseUrl?: string
  readonly model: string
  readonly apiKey: string
}

export interface GgufSettings extends LanguageModelSettings {
  readonly kind: 'gguf'
  /** Absolute, or from the folder in which the program was started. */
  readonly path: string
  /** Threads that compute. */
  readonly threads: number
  /** Where it answers, once it was started. */
  readonly endpoint?: { readonly baseUrl: string; readonly apiKey: string }
}

/** A long day with a tutor takes about a hundred answers of a few thousand tokens each. */
const defaultTokensPerDay = 500_000

const kinds = ['embedded', 'anthropic', 'openai', 'openai-compatible', 'gguf'] as const

/** What each kind takes, beside what all language models do. */
const taken: Readonly<Record<ModelSettings['kind'], readonly string[]>> = {
  embedded: [],
  anthropic: ['MODEL_URL', 'MODEL_NAME', 'MODEL_API_KEY'],
  openai: ['MODEL_URL', 'MODEL_NAME', 'MODEL_API_KEY'],
  'openai-compatible': ['MODEL_URL', 'MODEL_NAME', 'MODEL_API_KEY'],
  gguf: ['MODEL_PATH', 'MODEL_THREADS'],
}

const takenByAll = ['MODEL_TIMEOUT_MS', 'MODEL_TOKENS_PER_DAY']
const all = ['MODEL_URL', 'MODEL_NAME', 'MODEL_API_KEY', 'MODEL_PATH', 'MODEL_THREADS', ...takenByAll]

/**
 * Reads MODEL (`embedded`, the default, `anthropic`, `openai`, `openai-compatible` or `gguf`) and the variables that belong
 * to it: MODEL_URL, MODEL_NAME and MODEL_API_KEY, or MODEL_PATH and MODEL_THREADS; MODEL_TIMEOUT_MS and
 * MODEL_TOKENS_PER_DAY. An empty variable counts as unset.
 *
 * @throws Error that says which variable is wrong and what would be right; it never shows a secret
 */
export function readModelSettings(variables: Variables): ModelSettings {
  const kind = kinds.find((each) => each === (variables['MODEL'] || 'embedded'))
  if (!kind) throw new Error(`MODEL is "${variables['MODEL']}". It can be ${kinds.map((each) => `"${each}"`).join(', ')}.`)
  assertUsed(kind, variables)
  switch (kind) {
    case 'embedded':
      return { kind }
    case 'openai-compatible':
      return readOpenAiCompatible(variables)
    case 'gguf':
      return readGguf(variables)
    default:
      return readHosted(kind, variables)
  }
}

function assertUsed(kind: ModelSettings['kind'], variables: Variables): void {
  const used = kind === 'embedded' ? [] : [...taken[kind], ...takenByAll]
  const unused = all.find((name) => variables[name] && !used.includes(name))
  if (!unused) return
  const users = kinds.filter((each) => taken[each].includes(unused) || (each !== 'embedded' && takenByAll.includes(unused)))
  throw new Error(`${unused} is set, but MODEL=${kind} does not use it. Set ${users.map((each) => `MODEL=${each}`).join(' or ')}, or unset ${unused}.`)
}

function readOpenAiCompatible(variables: Variables): OpenAiCompatibleSettings {
  const apiKey = readApiKey(variables['MODEL_API_KEY'])
  const right = 'Give the base address of the endpoint, for example http://127.0.0.1:11434/v1.'
  const baseUrl = readBaseUrl(variables['MODEL_URL'], right)
  if (baseUrl === undefined) throw new Error(`MODEL_URL is missing. ${right}`)
  return {
    kind: 'openai-compatible',
    baseUrl,
    model: readName(variables['MODEL_NAME'], 'Give the name that the endpoint has for the model, for example llama3.2.'),
    ...(apiKey !== undefined && { apiKey }),
    ...readCommon(variables),
  }
}

function readHosted(kind: HostedSettings['kind'], variables: Variables): HostedSettings {
  const model = readName(variables['MODEL_NAME'], 'Give the name of the model, as the service writes it.')
  const baseUrl = readBaseUrl(variables['MODEL_URL'], 'Leave it out for the address of the service itself, or give the base address of another one, for example https://models.example/v1.')
  const apiKey = readApiKey(variables['MODEL_API_KEY'])
  if (apiKey === undefined) throw new Error(`MODEL_API_KEY is missing. MODEL=${kind} needs a key of the service.`)
  return { kind, model, apiKey, ...(baseUrl !== undefined && { baseUrl }), ...readCommon(variables) }
}

function readGguf(variables: Variables): GgufSettings {
  const path = variables['MODEL_PATH']
  if (!path) throw new Error('MODEL_PATH is missing. Give the path of the model, a file that ends with .gguf.')
  const threads = readWhole(variables, 'MODEL_THREADS', { least: 1, most: 256, what: 'whole number of threads' }) ?? 1
  return { kind: 'gguf', path, threads, ...readCommon(variables) }
}

function readCommon(variables: Variables): LanguageModelSettings {
  const timeoutMs = readWhole(variables, 'MODEL_TIMEOUT_MS', { least: 1, most: 300_000, what: 'whole number of milliseconds' })
  const tokensPerDay = readWhole(variables, 'MODEL_TOKENS_PER_DAY', { least: 0, most: 1_000_000_000, what: 'whole number of tokens' })
  return { ...(timeoutMs !== undefined && { timeoutMs }), tokensPerDay: tokensPerDay ?? defaultTokensPerDay }
}
