/** What a learner shows the server: a JWT of an issuer that it trusts, and the user whom it names. */
export interface Token {
  readonly text: string
  readonly user: string
}

/** Reads whose token this is. Whether it is genuine and still good only the server can tell. @returns nothing where it is no token */
export function readToken(input: string): Token | undefined {
  const text = input.trim()
  const [, payload] = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(text) ?? []
  if (payload === undefined) return undefined
  try {
    const { sub } = JSON.parse(new TextDecoder().decode(bytesOf(payload))) as { sub?: unknown }
    return typeof sub === 'string' && sub !== '' ? { text, user: sub } : undefined
  } catch {
    return undefined
  }
}

/** The token of a link that somebody was given, `#token=…`; it leaves the address before anybody can see or keep it. */
export function takeTokenFromAddress({ location, history }: Pick<Window, 'location' | 'history'>): Token | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token === null) return undefined
  history.replaceState(undefined, '', location.pathname + location.search)
  return readToken(token)
}

function bytesOf(base64Url: string): Uint8Array {
  const binary = atob(base64Url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.codePointAt(0)!)
}
