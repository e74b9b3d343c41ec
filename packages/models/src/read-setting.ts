/** Variables by name; one that is empty counts as unset. */
export type Variables = Readonly<Record<string, string | undefined>>

/** @param right what would be right @returns without slashes at its end @throws Error */
export function readBaseUrl(value: string | undefined, right: string): string | undefined {
  if (!value) return undefined
  const url = URL.parse(value)
  if (!url || !['http:', 'https:'].includes(url.protocol)) throw new Error(`MODEL_URL is not an http or https address. ${right}`)
  if (url.username || url.password) throw new Error('MODEL_URL holds a user name or a password. Give the secret in MODEL_API_KEY.')
  if (url.search || url.hash) throw new Error(`MODEL_URL has a query or a fragment. ${right}`)
  const [end] = /\/(?:chat\/completions|messages|responses)(?=\/?$)/.exec(url.pathname) ?? []
  if (end) throw new Error(`MODEL_URL ends with ${end}. Leave that out, it is appended.`)
  return url.href.replace(/\/+$/, '')
}

/** @throws Error */
export function readName(value: string | undefined, right: string): string {
  const name = value?.trim()
  if (!name) throw new Error(`MODEL_NAME is missing. ${right}`)
  return name
}

/** @throws Error, which does not show it */
export function readApiKey(value: string | undefined): string | undefined {
  if (!value) return undefined
  // What cannot stand in an HTTP header would come back in the error message of fetch, the key with it.
  if (!/^[\x21-\x7e]+$/.test(value)) throw new Error('MODEL_API_KEY may only hold printable ASCII characters, no spaces or line breaks.')
  return value
}

interface Bounds {
  readonly least: number
  readonly most: number
  readonly what: string
}

/** @throws Error */
export function readWhole(variables: Variables, name: string, { least, most, what }: Bounds): number | undefined {
  const text = variables[name]
  if (!text) return undefined
  const value = /^\d+$/.test(text) ? Number(text) : -1
  if (value >= least && value <= most) return value
  throw new Error(`${name} is "${text}". It must be a ${what} from ${least} to ${most}.`)
}
