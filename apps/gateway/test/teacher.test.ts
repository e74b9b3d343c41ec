import { expect, test, vi } from 'vitest'
import { tokenOf, tokenSettings } from './identity-provider.ts'
import { handshake } from './handshake.ts'
import { NativeSocket, openGateway, textOf, type TestGateway } from './test-gateway.ts'

interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
}

async function bearer(claims: object): Promise<Record<string, string>> {
  return { Authorization: `Bearer ${await tokenOf(claims)}` }
}

async function ask(gateway: TestGateway, path: string, headers: Record<string, string>): Promise<Answer> {
  const response = await fetch(`${gateway.http}/teacher/${path}`, { headers })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

/** A learner's connection. */
async function learn(gateway: TestGateway, user: string): Promise<NativeSocket> {
  const response = await fetch(`${gateway.http}/tickets`, { method: 'POST', headers: await bearer({ sub: user }) })
  const { ticket } = (await response.json()) as { ticket: string }
  const client = await NativeSocket.open(`${gateway.ws}/ws/${user}?ticket=${ticket}`)
  await client.next()
  return client
}

function facts(story: unknown): string[] {
  return [...JSON.stringify(story).matchAll(/"fact":"(\w+)"/g)].map(([, name = '']) => name)
}

test('TEACH-1 S16 nobody but a teacher gets an answer, and no teacher more than the learners that the token names', async () => {
  await using gateway = await openGateway({ auth: tokenSettings, threads: 1 })
  const teacher = await bearer({ sub: 'tina', role: 'teacher', learners: ['anna', 'ben', 'anna', 'a:b', 7] })
  for (const path of ['learners', 'learners/anna/progress', 'nothing']) {
    expect(await ask(gateway, path, {})).toMatchObject({ status: 401, body: { code: 'identity_required' } })
    for (const role of [undefined, 'operator']) expect(await ask(gateway, path, await bearer({ role, learners: ['anna'] }))).toMatchObject({ status: 403, body: { code: 'role_required' } })
    expect(await ask(gateway, path, { ...teacher, Origin: 'https://elsewhere.example' })).toMatchObject({ status: 403, body: { code: 'origin_forbidden' } })
  }
  expect(await ask(gateway, 'learners', teacher)).toEqual({ status: 200, body: { teacher: 'tina', learners: ['anna', 'ben'] } })
  expect(await ask(gateway, 'learners', await bearer({ role: 'teacher', learners: 'anna' }))).toMatchObject({ body: { learners: [] } })
  expect(await ask(gateway, 'learners/carl/progress', teacher)).toMatchObject({ status: 403, body: { code: 'session_forbidden' } })
  expect(await ask(gateway, 'nothing', teacher)).toMatchObject({ status: 404 })
  // The role opens no session of a learner.
  expect((await handshake(`${gateway.http}/ws/anna`, teacher)).status).toBe(403)
})

test('TEACH-2 TEACH-3 TEACH-4 WIRE-150 a learner who shares is seen, also asleep, and sees who looked; no answer is told, and who stops sharing is seen no more', async () => {
  await using gateway = await openGateway({ auth: tokenSettings, agent: 'tutor', threads: 1, store: 'sqlite' })
  const teacher = await bearer({ sub: 'tina', role: 'teacher', learners: ['anna'] })
  const client = await learn(gateway, 'anna')
  await client.run('r1', '/learn')
  await client.run('r2', '17')
  expect(await ask(gateway, 'learners/anna/progress', teacher)).toMatchObject({ status: 403, body: { code: 'not_shared' } })
  expect(textOf(await client.run('r3', '/share'))).toMatch(/^Nobody but you sees/)
  expect(textOf(await client.run('r4', '/share on'))).toMatch(/^Your teachers can see .* None of them has looked yet/)
  const seen = await ask(gateway, 'learners/anna/progress', teacher)
  expect(seen).toMatchObject({ status: 200, body: { course: { title: expect.any(String) }, percent: 0, skills: expect.arrayContaining([expect.objectContaining({ status: 'learning', answers: 1 })]) } })
  expect(JSON.stringify(seen.body)).not.toMatch(/17|"answer"|key/)
  expect(facts(await client.until((message) => facts(message).includes('progress_viewed')))).toEqual(['progress_viewed'])
  await ask(gateway, 'learners/anna/progress', teacher)
  const story = await client.run('r5', '/share')
  expect(facts(story)).toEqual([])
  expect(textOf(story)).toContain('tina on ')
  await client[Symbol.asyncDispose]()
  await vi.waitFor(async () => expect((await fetch(`${gateway.http}/healthz`, { headers: teacher })).json()).resolves.toMatchObject({ sessions: 0 }))
  expect(await ask(gateway, 'learners/anna/progress', teacher)).toEqual(seen)
  await using again = await learn(gateway, 'anna')
  expect(textOf(await again.run('r6', '/share off'))).toMatch(/^Nobody but you sees .* Before: tina on/)
  expect(await ask(gateway, 'learners/anna/progress', teacher)).toMatchObject({ status: 403, body: { code: 'not_shared' } })
})
