import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { readModelSettings } from '../src/index.ts'

const endpoint = { MODEL: 'openai-compatible', MODEL_URL: 'http://127.0.0.1:11434/v1', MODEL_NAME: 'llama3.2' }

describe('readModelSettings', () => {
  it('MOD-1 chooses the embedded model without any variable, and takes an empty one as unset', () => {
    expect(readModelSettings({})).toEqual({ kind: 'embedded' })
    expect(readModelSettings({ MODEL: '', MODEL_URL: '', MODEL_API_KEY: '' })).toEqual({ kind: 'embedded' })
  })

  it('MOD-2 reads an endpoint with and without key and time limit', () => {
    expect(readModelSettings(endpoint)).toEqual({
      kind: 'openai-compatible',
      baseUrl: 'http://127.0.0.1:11434/v1',
      model: 'llama3.2',
      tokensPerDay: 500_000,
    })
    const all = {
      ...endpoint,
      MODEL_URL: 'https://models.example/v1/',
      MODEL_API_KEY: 'sk-1',
      MODEL_TIMEOUT_MS: '5000',
      MODEL_TOKENS_PER_DAY: '0',
    }
    expect(readModelSettings(all)).toEqual({
      kind: 'openai-compatible',
      baseUrl: 'https://models.example/v1',
      model: 'llama3.2',
      apiKey: 'sk-1',
      timeoutMs: 5000,
      tokensPerDay: 0,
    })
  })

  it('MOD-31 reads a hosted service, whose address need not be given', () => {
    const variables = { MODEL: 'anthropic', MODEL_NAME: 'claude', MODEL_API_KEY: 'sk-1', MODEL_TOKENS_PER_DAY: '5' }
    expect(readModelSettings(variables)).toEqual({ kind: 'anthropic', model: 'claude', apiKey: 'sk-1', tokensPerDay: 5 })
    expect(readModelSettings({ ...variables, MODEL: 'openai', MODEL_URL: 'http://127.0.0.1:9/v1/' })).toMatchObject({ kind: 'openai', baseUrl: 'http://127.0.0.1:9/v1' })
  })

  it('MOD-31 reads a local model, which computes on one thread unless told', () => {
    expect(readModelSettings({ MODEL: 'gguf', MODEL_PATH: 'models/a.gguf' })).toMatchObject({ kind: 'gguf', path: 'models/a.gguf', threads: 1 })
    expect(readModelSettings({ MODEL: 'gguf', MODEL_PATH: 'a.gguf', MODEL_THREADS: '4' })).toMatchObject({ threads: 4 })
  })

  it.each([
    [{ MODEL: 'gpt' }, /^MODEL is "gpt".*embedded.*openai-compatible/],
    [{ MODEL_URL: endpoint.MODEL_URL }, /^MODEL_URL is set.*MODEL=openai-compatible/],
    [{ MODEL: 'embedded', MODEL_NAME: 'x' }, /^MODEL_NAME is set/],
    [{ MODEL: 'embedded', MODEL_TIMEOUT_MS: '5' }, /^MODEL_TIMEOUT_MS is set/],
    [{ ...endpoint, MODEL_URL: undefined }, /^MODEL_URL is missing.*http:/],
    [{ ...endpoint, MODEL_URL: 'localhost:11434' }, /^MODEL_URL is not an http/],
    [{ ...endpoint, MODEL_URL: 'ftp://models.example' }, /^MODEL_URL is not an http/],
    [{ ...endpoint, MODEL_URL: 'https://models.example/v1?x=1' }, /^MODEL_URL has a query/],
    [
      { ...endpoint, MODEL_URL: 'https://models.example/v1/chat/completions' },
      /^MODEL_URL ends with \/chat\/completions/,
    ],
    [{ ...endpoint, MODEL_NAME: ' ' }, /^MODEL_NAME is missing/],
    [{ ...endpoint, MODEL_TIMEOUT_MS: '0' }, /^MODEL_TIMEOUT_MS is "0".*from 1 to 300000/],
    [{ ...endpoint, MODEL_TIMEOUT_MS: '1e9' }, /^MODEL_TIMEOUT_MS/],
    [{ ...endpoint, MODEL_TIMEOUT_MS: '300001' }, /^MODEL_TIMEOUT_MS/],
    [{ ...endpoint, MODEL_TOKENS_PER_DAY: '-1' }, /^MODEL_TOKENS_PER_DAY is "-1"/],
    [{ ...endpoint, MODEL_PATH: 'a.gguf' }, /^MODEL_PATH is set, but MODEL=openai-compatible does not use it. Set MODEL=gguf, or unset MODEL_PATH/],
    [{ MODEL: 'anthropic', MODEL_NAME: 'claude' }, /^MODEL_API_KEY is missing/],
    [{ MODEL: 'openai', MODEL_API_KEY: 'sk-1' }, /^MODEL_NAME is missing/],
    [{ MODEL: 'openai', MODEL_API_KEY: 'sk-1', MODEL_NAME: 'gpt', MODEL_URL: 'https://models.example/v1/responses' }, /^MODEL_URL ends with \/responses/],
    [{ MODEL: 'anthropic', MODEL_API_KEY: 'sk-1', MODEL_NAME: 'claude', MODEL_URL: 'ftp://x' }, /^MODEL_URL is not an http.*Leave it out/],
    [{ MODEL: 'gguf' }, /^MODEL_PATH is missing/],
    [{ MODEL: 'gguf', MODEL_PATH: 'a.gguf', MODEL_THREADS: '0' }, /^MODEL_THREADS is "0"/],
    [{ MODEL: 'gguf', MODEL_PATH: 'a.gguf', MODEL_NAME: 'x' }, /^MODEL_NAME is set, but MODEL=gguf/],
  ])('MOD-3 says what is wrong with %j', (variables, message) => {
    expect(() => readModelSettings(variables)).toThrow(message)
  })

  it.each([
    { MODEL_API_KEY: 'secret' },
    { ...endpoint, MODEL_API_KEY: 'secret\n' },
    { ...endpoint, MODEL_URL: 'https://me:secret@models.example/v1' },
    { ...endpoint, MODEL_URL: 'secret' },
  ])('MOD-4 keeps the secret of %j to itself', (variables) => {
    expect(() => readModelSettings(variables)).toThrow(/^(?!.*secret\b(?! in)).*MODEL_/s)
  })

  it('MOD-5 gives settings that arrive in a worker thread unchanged', () => {
    const settings = readModelSettings({ ...endpoint, MODEL_API_KEY: 'sk-1' })
    const { port1, port2 } = new MessageChannel()
    port1.postMessage(settings)
    expect(receiveMessageOnPort(port2)?.message).toEqual(settings)
    port1.close()
  })
})
