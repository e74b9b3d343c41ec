import { expect, test } from 'vitest'
import { DocumentAgent, documentPrompts, documentResources } from '../../src/index.ts'
import { DirectTools } from '../fake-tools.ts'
import { Shelf } from './shelf.ts'

async function open() {
  const document = new DocumentAgent(new Shelf(), new DirectTools(), async () => {})
  await document.add('rivers.txt', 'text', 'The Danube rises in the Black Forest.')
  return { document }
}

const resource = (name: string) => documentResources.find((each) => each.name === name)!
const [summarise] = documentPrompts

test('AGENT-16 the text and the outline of each document are resources', async () => {
  const agents = await open()
  for (const { list } of documentResources) expect(await list?.(agents)).toMatchObject([{ value: 'id-of-rivers.txt' }])
  expect(await resource('document').read(agents, 'id-of-rivers.txt')).toBe('The Danube rises in the Black Forest.')
  expect(await resource('document').read(agents, 'id-of-rivers.txt#4-10')).toBe('Danube')
  expect(await resource('outline').read(agents, 'id-of-rivers.txt')).toMatch(/^- .* \(line 1\)$/)
  await expect(resource('document').read(agents, 'other')).rejects.toMatchObject({ code: 'document_unknown' })
})

test('AGENT-16 a document that is long is read up to a bound', async () => {
  const agents = await open()
  await agents.document.add('long.txt', 'text', 'x'.repeat(100_000))
  expect(await resource('document').read(agents, 'id-of-long.txt')).toHaveLength(65_536)
})

test('AGENT-16 the prompt for a summary names the document, by whichever of its names, and asks for sources', async () => {
  const agents = await open()
  const byName = await summarise!.write(agents, { document: 'rivers.txt', section: 'Danube' })
  expect(byName).toContain('the section “Danube” of “rivers.txt”')
  expect(byName).toContain('document id-of-rivers.txt')
  expect(await summarise!.write(agents, { document: 'id-of-rivers.txt' })).toContain('the document “rivers.txt”')
  await expect(summarise!.write(agents, { document: 'lakes.txt' })).rejects.toMatchObject({ code: 'document_unknown' })
})
