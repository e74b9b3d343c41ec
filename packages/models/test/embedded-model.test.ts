import type { LanguageModelV4CallOptions, LanguageModelV4Message, LanguageModelV4StreamPart } from '@ai-sdk/provider'
import { describe, expect, it } from 'vitest'
import { openModel } from '../src/index.ts'

const { language, description } = await openModel({ kind: 'embedded' })
const tools: NonNullable<LanguageModelV4CallOptions['tools']> = [
  { type: 'function', name: 'doc_search', inputSchema: { type: 'object' } },
]

const passages = [
  {
    mark: 1,
    documentName: 'biology.pdf',
    place: { page: 2 },
    quote: 'Photosynthesis turns light\ninto chemical energy.',
    context: '',
  },
  {
    mark: 2,
    documentName: 'biology.pdf',
    place: { page: 3 },
    quote: 'It takes place in the chloroplast.',
    context: '',
  },
  { mark: 3, documentName: 'biology.pdf', place: { page: 4 }, quote: 'Oxygen is set free.', context: '' },
  { mark: 4, documentName: 'biology.pdf', place: { page: 5 }, quote: 'Roots take up water.', context: '' },
]

function user(text: string): LanguageModelV4Message {
  return { role: 'user', content: [{ type: 'text', text }] }
}

function assistant(text: string): LanguageModelV4Message {
  return { role: 'assistant', content: [{ type: 'text', text }] }
}

function searched(result: object, type: 'json' | 'text' = 'json'): LanguageModelV4Message[] {
  const output =
    type === 'json' ? { type, value: JSON.parse(JSON.stringify(result)) } : { type, value: JSON.stringify(result) }
  return [
    {
      role: 'assistant',
      content: [{ type: 'tool-call', toolCallId: 'c1', toolName: 'doc_search', input: { query: '' } }],
    },
    { role: 'tool', content: [{ type: 'tool-result', toolCallId: 'c1', toolName: 'doc_search', output }] },
  ]
}

async function partsFor(
  prompt: LanguageModelV4Message[],
  options: Partial<LanguageModelV4CallOptions> = {},
): Promise<LanguageModelV4StreamPart[]> {
  const { stream } = await language.doStream({ prompt, tools, ...options })
  const parts = []
  for await (const part of stream) parts.push(part)
  return parts
}

async function replyTo(
  prompt: LanguageModelV4Message[],
  options: Partial<LanguageModelV4CallOptions> = {},
): Promise<{ text: string; query?: string }> {
  const parts = await partsFor(prompt, options)
  const text = parts.map((part) => (part.type === 'text-delta' ? part.delta : '')).join('')
  const call = parts.find((part) => part.type === 'tool-call')
  return { text, ...(call && { query: JSON.parse(call.input).query }) }
}

describe('the embedded model', () => {
  it('MOD-6 asks doc_search for the question', async () => {
    const parts = await partsFor([{ role: 'system', content: 'Be kind.' }, user('What is photosynthesis?')])
    expect(parts.map((part) => part.type)).toEqual([
      'stream-start',
      'tool-input-start',
      'tool-input-delta',
      'tool-input-end',
      'tool-call',
      'finish',
    ])
    const call = parts[4] as Extract<LanguageModelV4StreamPart, { type: 'tool-call' }>
    expect(call).toMatchObject({ toolName: 'doc_search', input: '{"query":"What is photosynthesis?"}' })
    expect(parts[2]).toEqual({ type: 'tool-input-delta', id: call.toolCallId, delta: call.input })
    expect(parts[5]).toMatchObject({ finishReason: { unified: 'tool-calls' } })
  })

  it.each(['json', 'text'] as const)(
    'MOD-7 quotes at most three passages of a %s result, each with its mark',
    async (type) => {
      const { text, query } = await replyTo([
        user('What is photosynthesis?'),
        ...searched({ verdict: 'found', passages }, type),
      ])
      expect(query).toBeUndefined()
      expect(text).toContain(
        '\n\n“Photosynthesis turns light into chemical energy.” [1]' +
          '\n\n“It takes place in the chloroplast.” [2]\n\n“Oxygen is set free.” [3]',
      )
      expect(text).not.toContain('[4]')
    },
  )

  it.each([
    ['photosynthesis '.repeat(100), /“(photosynthesis )+…” \[1\]$/],
    ['光'.repeat(1000), /“光{400} …” \[1\]$/],
    [`x${'🌱'.repeat(500)}`, /“x(🌱){199} …” \[1\]$/u],
  ])('MOD-7 shortens a long quote, at a word if there is one', async (quote, end) => {
    const found = searched({ verdict: 'found', passages: [{ ...passages[0], quote }] })
    const { text } = await replyTo([user('Photosynthesis?'), ...found])
    expect(text).toMatch(end)
    expect(text.length).toBeLessThan(600)
  })

  it('MOD-8 says that it is not a language model', async () => {
    const found = searched({ verdict: 'found', passages })
    expect(description).toMatchObject({
      languageModel: false,
      description: expect.stringContaining('not a language model'),
    })
    expect((await replyTo([user('Are you a language model?')])).text).toContain('not a language model')
    expect((await replyTo([user('What is photosynthesis?'), ...found])).text).toContain('not a language model')
    const greeted = [
      user('Hello'),
      assistant((await replyTo([user('Hello')])).text),
      user('What is photosynthesis?'),
      ...found,
    ]
    const { text } = await replyTo(greeted)
    expect(text).toContain('not a language model')
    const later = await replyTo([
      user('What is photosynthesis?'),
      assistant(text),
      user('And what is oxygen?'),
      ...found,
    ])
    expect(later.text).toMatch(/^Your notes say, in their own words:\n\n“/)
  })

  it('MOD-9 streams one word a part', async () => {
    const parts = await partsFor([user('What is photosynthesis?'), ...searched({ verdict: 'found', passages })])
    const deltas = parts.flatMap((part) => (part.type === 'text-delta' ? [part.delta] : []))
    expect(deltas.length).toBeGreaterThan(20)
    for (const delta of deltas) expect(delta).toMatch(/^\s*\S+$/)
    expect(parts.map((part) => part.type).filter((type) => type !== 'text-delta')).toEqual([
      'stream-start',
      'text-start',
      'text-end',
      'finish',
    ])
  })

  it.each([
    ['Hello!', /^Hello!/],
    ['good morning', /^Hello!/],
    ['Thanks a lot, that was great', /^Glad to help/],
    ['Ok.', /^Glad to help/],
    ['Goodbye', /^Goodbye!/],
    ['What can you do?', /^I am not a language model/],
    ['help', /^I am not a language model/],
    ['Who are you?', /^I am not a language model/],
    ['???', /^What would you like to know/],
  ])('MOD-10 answers "%s" itself', async (message, answer) => {
    expect(await replyTo([user(message)])).toEqual({ text: expect.stringMatching(answer) })
  })

  it.each([
    'Hello, what is a cell?',
    'What is a language model?',
    'Can you help me with fractions?',
    'Was ist Photosynthese?',
    '光合作用是什么？',
  ])('MOD-10 takes "%s" for a question', async (message) => {
    expect((await replyTo([user(message)])).query).toBe(message)
  })

  it('MOD-10 searches for what somebody wants to be taught', async () => {
    expect((await replyTo([user('Teach me about photosynthesis')])).query).toBe('photosynthesis')
    expect((await replyTo([user('I want to learn how leaves breathe.')])).query).toBe('how leaves breathe.')
  })

  it('MOD-11 goes on with the last question and quotes nothing twice', async () => {
    const first = [user('What is photosynthesis?'), ...searched({ verdict: 'found', passages })]
    const before = [
      user('What is photosynthesis?'),
      assistant((await replyTo(first)).text),
      user('thanks'),
      assistant('Glad to help.'),
    ]
    expect(await replyTo([...before, user('Tell me more, please.')])).toEqual({
      text: '',
      query: 'What is photosynthesis?',
    })
    const more = await replyTo([...before, user('Why?'), ...searched({ verdict: 'found', passages })])
    expect(more.text).toBe('Your notes say, in their own words:\n\n“Roots take up water.” [4]')
    const end = await replyTo([
      ...before,
      user('Why?'),
      ...searched({ verdict: 'found', passages: passages.slice(0, 3) }),
    ])
    expect(end.text).toBe('I find nothing more about that in your documents.')
  })

  it('MOD-12 says that it can only quote when it has no tool', async () => {
    const answer = { text: expect.stringMatching(/^I can only quote documents/) }
    expect(await replyTo([user('What is a cell?')], { tools: [] })).toEqual(answer)
    expect(await replyTo([user('What is a cell?')], { toolChoice: { type: 'none' } })).toEqual(answer)
  })

  it.each([
    [{ verdict: 'not_found', nearest: [] }, /^I find no answer/],
    [{ verdict: 'no_documents' }, /^I have no documents/],
    [{ error: 'the index is closed' }, /^I could not search/],
  ])('MOD-13 quotes nothing after %j', async (result, answer) => {
    const { text } = await replyTo([user('What is a cell?'), ...searched(result)])
    expect(text).toMatch(answer)
    expect(text).not.toMatch(/[“[]/)
  })

  it('MOD-14 keeps the numbers in brackets of a document from becoming citations', async () => {
    const { text } = await replyTo([
      user('Cells?'),
      ...searched({ verdict: 'found', passages: [{ ...passages[0], quote: 'As shown before [2], cells divide.' }] }),
    ])
    expect(text.match(/\[\d+\]/g)).toEqual(['[1]'])
    expect(text).toContain('As shown before (2), cells divide.')
  })

  it('MOD-15 gives the same prompt the same reply, streamed or not', async () => {
    const prompt = [user('What is photosynthesis?'), ...searched({ verdict: 'found', passages })]
    const { text } = await replyTo(prompt)
    expect((await replyTo(prompt)).text).toBe(text)
    expect(await language.doGenerate({ prompt, tools })).toMatchObject({
      content: [{ type: 'text', text }],
      finishReason: { unified: 'stop' },
    })
    const question = await language.doGenerate({ prompt: [user('Cells?')], tools })
    expect(question).toMatchObject({
      content: [{ type: 'tool-call', input: '{"query":"Cells?"}' }],
      finishReason: { unified: 'tool-calls' },
    })
  })

  it('MOD-16 ends at the part after an abort, with its reason', async () => {
    const stop = new AbortController()
    const prompt = [user('What is photosynthesis?'), ...searched({ verdict: 'found', passages })]
    const { stream } = await language.doStream({ prompt, tools, abortSignal: stop.signal })
    const seen: string[] = []
    const reading = (async () => {
      for await (const part of stream) {
        seen.push(part.type)
        if (part.type === 'text-delta') stop.abort(new Error('stopped by the learner'))
      }
    })()
    await expect(reading).rejects.toThrow('stopped by the learner')
    expect(seen).toEqual(['stream-start', 'text-start', 'text-delta'])
    await expect(language.doGenerate({ prompt, abortSignal: stop.signal })).rejects.toThrow('stopped by the learner')
  })
})
