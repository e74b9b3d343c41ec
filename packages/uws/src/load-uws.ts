import { createRequire } from 'node:module'
import { loadAdaptedBinary } from './load-adapted-binary.ts'
import { UwsUnavailableError } from './uws-unavailable-error.ts'

/** All that uWebSockets.js exports. */
export type Uws = typeof import('uWebSockets.js')

const require = createRequire(import.meta.url)

/**
 * Loads uWebSockets.js, once per thread. On a glibc older than 2.38 its binary does not load as it is published; then,
 * and only then, a copy that asks for less is loaded in its place (25-42 ms a process).
 *
 * @throws UwsUnavailableError when this host cannot run it; the message names those that can
 */
export function loadUws(): Uws {
  try {
    return requireUws()
  } catch (error) {
    if (!asksForGlibc238(error)) throw new UwsUnavailableError(error)
  }
  try {
    loadAdaptedBinary(require)
    return requireUws()
  } catch (error) {
    throw new UwsUnavailableError(error)
  }
}

function requireUws(): Uws {
  return require('uWebSockets.js') as Uws
}

function asksForGlibc238(error: unknown): boolean {
  return error instanceof Error && error.message.includes("version `GLIBC_2.38' not found")
}
