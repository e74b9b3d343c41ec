import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { log } from '../log.ts'

/** After a failure the keys are not asked for again so soon, in ms: clients may ask many times a second. */
const pauseMs = 1_000

/** Fetches an issuer's keys, whose address may be that of a file. */
export function keysFetcher(): (address: string, init: RequestInit) => Promise<Response> {
  let failedAt = -Infinity
  return async (address, init) => {
    if (performance.now() - failedAt < pauseMs) throw new Error('The keys of JWT_JWKS could not be had a moment ago.')
    try {
      return await load(address, init)
    } catch (error) {
      failedAt = performance.now()
      log.error({ reason: describe(error) }, 'the keys of JWT_JWKS cannot be had; who has a token is not let in')
      throw error
    }
  }
}

/** Of a fetch that fails only the cause says something. */
function describe(error: unknown): string {
  const { message, cause } = error as Error
  return cause instanceof Error ? `${message}: ${cause.message}` : message
}

async function load(address: string, init: RequestInit): Promise<Response> {
  if (address.startsWith('file:')) return new Response(await readFile(fileURLToPath(address)))
  const response = await fetch(address, init)
  if (response.status === 200) return response
  await response.body?.cancel()
  throw new Error(`JWT_JWKS answered with status ${response.status}.`)
}
