import { expect, it } from 'vitest'
import { openGateway, TestSocket } from './test-gateway.ts'

it('GRADE-37 GRADE-38 code that never ends holds up nobody else on the thread, is told to be a loop, and keeps no server from its end', async () => {
  await using gateway = await openGateway({ agent: 'tutor', threads: 1 })
  await using ben = await TestSocket.open(`${gateway.ws}/ws/ben`)
  await using anna = await TestSocket.open(`${gateway.ws}/ws/anna`)
  anna.send('/learn return-a-value')
  const asked = await anna.next()
  const name = /function (\w+)\(/.exec(asked.slice(asked.indexOf('Question 1')))?.[1]
  const loop = `function ${name}() { while (true) {} }`
  anna.send(loop)
  let isMarked = false
  const marked = anna.next().finally(() => (isMarked = true))
  for (let count = 0; count < 5; count++) {
    ben.send('/courses')
    expect(await ben.next()).toContain('First functions')
  }
  expect(isMarked).toBe(false)
  expect(await marked).toContain('did not end within a second')
  anna.send(`function ${name}() { return this.constructor.constructor('return process')().pid }`)
  expect(await anna.next()).toMatch(/ended with `(?:Reference|Type)Error/)
  anna.send(loop)
  ben.send('/courses')
  // Order: the thread has taken Anna's code when it answers what came behind.
  await ben.next()
  await gateway.close()
  await anna.closed
})
