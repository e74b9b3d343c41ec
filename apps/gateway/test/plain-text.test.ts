import { expect, test } from 'vitest'
import { openGateway, TestSocket } from './test-gateway.ts'

test('WIRE-10 answers come back whole, one text frame each, in the order of the questions', async () => {
  await using gateway = await openGateway()
  await using client = await TestSocket.open(`${gateway.ws}/ws/1`)
  const questions = Array.from({ length: 20 }, (_, i) => `question ${i}`)
  for (const question of questions) client.send(question)
  const answers = []
  for (const _ of questions) answers.push(await client.next())
  expect(answers).toEqual(questions)
})

test('WIRE-10 the tutor answers a client that knows only the original guide', async () => {
  await using gateway = await openGateway({ agent: 'tutor' })
  await using client = await TestSocket.open(`${gateway.ws}/ws/1`)
  client.send('What is photosynthesis?')
  expect(await client.next()).toMatch(/no material from you yet/)
  client.send('/note Plants turn light into chemical energy. Photosynthesis happens in the chloroplasts of their cells.')
  expect(await client.next()).toMatch(/^Added “Plants turn light into chemical energy\.md”/)
  client.send('Where does photosynthesis happen?')
  const answer = await client.next()
  expect(answer).toContain('Photosynthesis happens in the chloroplasts of their cells.')
  expect(answer).toMatch(/Sources:\n\[1\] .*line 1/)
  client.send('Who won the football world cup in 1990?')
  expect(await client.next()).toMatch(/^That is not in your material\./)
})

test('WIRE-11 WIRE-41 WIRE-42 an error is one text frame with its code, and the session goes on', async () => {
  await using gateway = await openGateway()
  await using client = await TestSocket.open(`${gateway.ws}/ws/1`)
  client.send(new Uint8Array([1, 2, 3]))
  expect(await client.next()).toMatch(/^Error \(binary_unsupported\): /)
  client.send('  \n')
  expect(await client.next()).toMatch(/^Error \(message_empty\): /)
  client.send('still there?')
  expect(await client.next()).toBe('still there?')
})

test('WIRE-4 two plain clients with one id share the session and both see each answer', async () => {
  await using gateway = await openGateway()
  await using first = await TestSocket.open(`${gateway.ws}/ws/anna`)
  await using second = await TestSocket.open(`${gateway.ws}/ws/anna`)
  first.send('from the first')
  expect(await Promise.all([first.next(), second.next()])).toEqual(['from the first', 'from the first'])
  second.send('from the second')
  expect(await Promise.all([first.next(), second.next()])).toEqual(['from the second', 'from the second'])
})
