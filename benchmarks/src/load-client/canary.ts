import { randomBytes } from 'node:crypto'

/** Shortest canary that is still unlike all others, in bytes. */
export const shortestCanary = 24

/** Text of exactly `bytes` ASCII characters that names its connection and turn and can be no other's. */
export function canary(clientId: string, turn: number, bytes: number): string {
  const mark = `${randomBytes(8).toString('hex')}.${turn}.${clientId}.`
  return mark.repeat(Math.ceil(bytes / mark.length)).slice(0, bytes)
}
