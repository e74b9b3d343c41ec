import { APICallError } from '@ai-sdk/provider'
import { TutorError } from '@tutor/protocol'
import { describe, expect, it } from 'vitest'
import { modelFailure } from '../src/index.ts'

function coded(code: string, options?: ErrorOptions): Error {
  return Object.assign(new Error('secret', options), { code })
}

function http(statusCode: number, cause?: unknown): APICallError {
  return new APICallError({
    message: 'secret',
    url: 'http://secret',
    requestBodyValues: 'secret',
    responseBody: 'secret',
    statusCode,
    cause,
  })
}

function unreachable(cause: unknown): APICallError {
  return new APICallError({ message: 'secret', url: 'http://secret', requestBodyValues: 'secret', cause })
}

describe('modelFailure', () => {
  it.each([
    [401, 'model_rejected'],
    [403, 'model_rejected'],
    [400, 'model_rejected'],
    [404, 'model_rejected'],
    [408, 'model_unavailable'],
    [429, 'model_unavailable'],
    [500, 'model_unavailable'],
    [503, 'model_unavailable'],
  ])('MOD-21 MOD-22 calls HTTP %d %s', (status, code) => {
    expect(modelFailure(http(status))).toMatchObject({
      code,
      message: expect.stringContaining(`HTTP ${status}`),
    })
    expect(modelFailure({ message: 'secret', code: status })).toMatchObject({ code })
  })

  it.each([
    ['ECONNREFUSED', 'the connection was refused'],
    ['ENOTFOUND', 'its host is unknown'],
    ['UND_ERR_HEADERS_TIMEOUT', 'it did not answer in time'],
    ['ECONNRESET', 'the connection was closed'],
  ])('MOD-27 finds %s at any depth', (code, reason) => {
    const message = `The language model cannot be reached: ${reason}.`
    expect(modelFailure(coded(code)).message).toBe(message)
    expect(modelFailure(unreachable(new TypeError('fetch failed', { cause: coded(code) }))).message).toBe(message)
    expect(modelFailure(new Error('x', { cause: new AggregateError([new Error('y'), coded(code)]) })).message).toBe(
      message,
    )
  })

  it('MOD-27 ends on a cycle of causes', () => {
    const loop = new Error('a')
    loop.cause = new AggregateError([loop, new Error('b', { cause: loop })])
    expect(modelFailure(loop)).toMatchObject({
      code: 'model_unavailable',
      message: 'The language model cannot be reached.',
    })
  })

  it.each([
    new TypeError('terminated', { cause: coded('UND_ERR_SOCKET') }),
    new TypeError('terminated'),
    http(200, coded('EPIPE')),
  ])('MOD-23 calls a body that breaks off model_interrupted (%s)', (error) => {
    const message = 'The language model stopped in the middle of its answer: the connection was closed.'
    expect(modelFailure(error, 'answering')).toMatchObject({ code: 'model_interrupted', message })
  })

  it.each([http(401), http(503), coded('ECONNRESET'), 'secret', undefined, { message: 'secret' }])(
    'MOD-26 repeats nothing of %j',
    (error) => {
      for (const stage of ['opening', 'answering'] as const) {
        expect(JSON.stringify(modelFailure(error, stage).report())).not.toContain('secret')
      }
    },
  )

  it('leaves an error of the table as it is', () => {
    const error = new TutorError('model_rejected')
    expect(modelFailure(error, 'answering')).toBe(error)
  })
})
