import { availableParallelism } from 'node:os'
import { defaultTurnLimits } from '@tutor/protocol'
import { expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { ConfigError } from '../src/read-variable.ts'

test('without any variable the tutor serves loopback, embedded, with one core left to the main thread', () => {
  expect(readConfig({})).toMatchObject({ host: '127.0.0.1', port: 8080, store: 'sqlite', idleMs: 60_000, idleTimeout: 60, agent: 'tutor', model: { kind: 'embedded' } })
  expect(readConfig({}).threads).toBe(Math.max(1, availableParallelism() - 1))
})

test('every variable is heard; an empty one counts as unset', () => {
  const config = readConfig({ HOST: '::1', PORT: '0', THREADS: '3', MAX_SESSIONS: '10', STORE: 'memory', IDLE_MS: '50', IDLE_TIMEOUT_S: '8', DRAIN_MS: '0', HANDOVER_S: '60', AGENT: 'echo', MODEL: '', HOME_PAGE: 'https://tutor.example.org' })
  expect(config).toMatchObject({ host: '::1', port: 0, threads: 3, maxSessions: 10, store: 'memory', idleMs: 50, idleTimeout: 8, drainMs: 0, handoverMs: 60_000, agent: 'echo', homePage: 'https://tutor.example.org' })
})

test('S14 what an answer may take is heard', () => {
  expect(readConfig({}).turnLimits).toEqual(defaultTurnLimits)
  const set = { TURN_MS: '50', TURN_STEPS: '1', TURN_TOOL_CALLS: '0', TURN_CHARACTERS: '2', TURN_TOKENS: '3', TURN_OUTPUT_TOKENS: '4' }
  expect(readConfig(set).turnLimits).toEqual({ answerMs: 50, letGoMs: 5_000, steps: 1, toolCalls: 0, characters: 2, tokens: 3, outputTokens: 4 })
})

test.for([
  ['PORT', '80a'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['THREADS', '0'],
  ['MAX_SESSIONS', '1e3'],
  ['STORE', 'postgres'],
  ['IDLE_MS', '49'],
  ['IDLE_TIMEOUT_S', '7'],
  ['DRAIN_MS', '8s'],
  ['HANDOVER_S', '3601'],
  ['AGENT', 'parrot'],
  ['HOME_PAGE', 'tutor.example.org'],
  ['TURN_MS', '49'],
  ['TURN_TOKENS', 'many'],
  ['MODEL', 'gpt'],
  ['MODEL_URL', 'http://127.0.0.1'],
] as const)('a wrong %s (“%s”) is refused by name', ([name, value]) => {
  expect(() => readConfig({ [name]: value })).toThrow(ConfigError)
  expect(() => readConfig({ [name]: value })).toThrow(name)
})
