/** Which model answers. Plain data: it goes to worker threads. */
export type ModelSettings = { readonly kind: 'embedded' } | OpenAiCompatibleSettings

export interface OpenAiCompatibleSettings {
  readonly kind: 'openai-compatible'
  /** What stands before `/chat/completions`. */
  readonly baseUrl: string
  /** The endpoint's name for the model. */
  readonly model: string
  /** Sent as bearer token. */
  readonly apiKey?: string
  /** Longest silence of the endpoint, before its answer begins and within it, in milliseconds. Default 60,000. */
  readonly timeoutMs?: number
}

type Variables = Readonly<Record<string, string | undefined>>

const maxTimeoutMs = 300_000

/**
 * Reads MODEL (`embedded`, the default, or `openai-compatible`), MODEL_URL, MODEL_NAME, MODEL_API_KEY and
 * MODEL_TIMEOUT_MS. An empty variable counts as unset.
 *
 * @throws Error that says which variable is wrong and what would be right; it never shows a secret
 */
export function readModelSettings(variables: Variables): ModelSettings {
  const kind = variables['MODEL'] || 'embedded'
  switch (kind) {
    case 'embedded':
      return readEmbedded(variables)
    case 'openai-compatible':
      return readOpenAiCompatible(variables)
    default:
      throw new Error(`MODEL is "${kind}". It can be "embedded" or "openai-compatible".`)
  }
}

function readEmbedded(variables: Variables): ModelSettings {
  const unused = ['MODEL_URL', 'MODEL_NAME', 'MODEL_API_KEY', 'MODEL_TIMEOUT_MS'].find((name) => variables[name])
  if (unused)
    throw new Error(
      `${unused} is set, but the embedded model does not use it. Set MODEL=openai-compatible, or unset ${unused}.`,
    )
  return { kind: 'embedded' }
}

function readOpenAiCompatible(variables: Variables): OpenAiCompatibleSettings {
  const apiKey = readApiKey(variables['MODEL_API_KEY'])
  const timeoutMs = readTimeout(variables['MODEL_TIMEOUT_MS'])
  return {
    kind: 'openai-compatible',
    baseUrl: readBaseUrl(variables['MODEL_URL']),
    model: readName(variables['MODEL_NAME']),
    ...(apiKey !== undefined && { apiKey }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  }
}

function readBaseUrl(value: string | undefined): string {
  const right = 'Give the base address of the endpoint, for example http://127.0.0.1:11434/v1.'
  if (!value) throw new Error(`MODEL_URL is missing. ${right}`)
  const url = URL.parse(value)
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new Error(`MODEL_URL is not an http or https address. ${right}`)
  if (url.username || url.password)
    throw new Error('MODEL_URL holds a user name or a password. Give the secret in MODEL_API_KEY.')
  if (url.search || url.hash) throw new Error(`MODEL_URL has a query or a fragment. ${right}`)
  if (/\/chat\/completions\/?$/.test(url.pathname))
    throw new Error('MODEL_URL ends with /chat/completions. Leave that out, it is appended.')
  return url.href.replace(/\/+$/, '')
}

function readName(value: string | undefined): string {
  const name = value?.trim()
  if (!name)
    throw new Error('MODEL_NAME is missing. Give the name that the endpoint has for the model, for example llama3.2.')
  return name
}

function readApiKey(value: string | undefined): string | undefined {
  if (!value) return undefined
  // What cannot stand in an HTTP header would come back in the error message of fetch, the key with it.
  if (!/^[\x21-\x7e]+$/.test(value))
    throw new Error('MODEL_API_KEY may only hold printable ASCII characters, no spaces or line breaks.')
  return value
}

function readTimeout(value: string | undefined): number | undefined {
  if (!value) return undefined
  const timeoutMs = /^\d+$/.test(value) ? Number(value) : 0
  if (timeoutMs < 1 || timeoutMs > maxTimeoutMs) {
    throw new Error(
      `MODEL_TIMEOUT_MS is "${value}". It must be a whole number of milliseconds from 1 to ${maxTimeoutMs}.`,
    )
  }
  return timeoutMs
}
