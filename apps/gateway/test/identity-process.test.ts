import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { handshake } from './handshake.ts'
import { TestServer } from './test-server.ts'

const run = promisify(execFile)
const secret = 'a secret that only issuer and server have'
const auth = { AUTH: 'jwt', JWT_SECRET: secret, JWT_ISSUER: 'school', JWT_AUDIENCE: 'tutor' }
const makeToken = fileURLToPath(new URL('../src/make-token.process.ts', import.meta.url))
const operations = fileURLToPath(new URL('../../../docs/operations.md', import.meta.url))

async function tokenOf(user: string): Promise<string> {
  const { stdout } = await run(process.execPath, [makeToken, '--user', user], { env: { ...process.env, ...auth } })
  return stdout.trim()
}

test.for([
  [{ HOST: '0.0.0.0' }, /^Cannot start: HOST=0\.0\.0\.0 can be reached from other machines.* Set AUTH=jwt/],
  [{ HOST: '::' }, /^Cannot start: HOST=:: can be reached/],
  [{ HOST: 'example.org' }, /^Cannot start: HOST=example\.org can be reached/],
  [{ AUTH: 'jwt' }, /^Cannot start: AUTH=jwt needs JWT_SECRET or JWT_JWKS\.$/],
  [{ ...auth, JWT_SECRET: 'short' }, /^Cannot start: JWT_SECRET must have at least 32 bytes\.$/],
  [{ ...auth, JWT_AUDIENCE: '' }, /^Cannot start: AUTH=jwt needs JWT_AUDIENCE\.$/],
  [{ ...auth, JWT_JWKS: 'keys.json' }, /^Cannot start: JWT_SECRET and JWT_JWKS exclude each other/],
  [{ ...auth, JWT_SECRET: '', JWT_JWKS: 'https://user:pass@keys.example/' }, /^Cannot start: JWT_JWKS must be an address without a user name/],
  [{ ...auth, JWT_SECRET: '', JWT_JWKS: 'http://keys.example/' }, /^Cannot start: JWT_JWKS must be an https address/],
] as const)('S2 a start with %o is refused with 78 and one line that says why', async ([env, line]) => {
  await using server = new TestServer(env)
  expect(await server.exited).toEqual([78, null])
  await server.gone
  expect(server.errors.all).toEqual([expect.stringMatching(line)])
})

test('S2 with AUTH=jwt the server may listen on every address, and lets in who has a token', async () => {
  await using server = new TestServer({ ...auth, HOST: '0.0.0.0' })
  const port = /ready at http:\/\/0\.0\.0\.0:(\d+)/.exec(await server.output.first(/ready at/))?.[1]
  const statusOf = async (headers = {}) => (await handshake(`http://127.0.0.1:${port}/ws/anna`, headers)).status
  expect(await statusOf()).toBe(401)
  expect(await statusOf({ Authorization: `Bearer ${await tokenOf('anna')}` })).toBe(101)
})

test('S2 S3 no token, ticket or secret stands in what the server writes, whatever is done with them', async () => {
  await using server = new TestServer({ ...auth, STORE: 'memory' })
  const http = `http://${await server.address()}`
  const token = await tokenOf('anna')
  const forged = `${token.slice(0, -8)}AAAAAAAA`
  const post = (path: string, bearer: string) => fetch(http + path, { method: 'POST', headers: { Authorization: `Bearer ${bearer}` } })
  const { ticket } = (await (await post('/tickets', token)).json()) as { ticket: string }
  const statuses = [
    (await post('/tickets', forged)).status,
    (await handshake(`${http}/ws/bob`, { Authorization: `Bearer ${token}` })).status,
    (await handshake(`${http}/ws/anna?ticket=${ticket}`)).status,
    (await handshake(`${http}/ws/anna?ticket=${ticket}`)).status,
    (await post('/logout', token)).status,
    (await post('/logout', token)).status,
  ]
  expect(statuses).toEqual([401, 403, 101, 401, 200, 401])
  server.process.kill('SIGTERM')
  expect(await server.exited).toEqual([0, null])
  await server.gone
  const written = [...server.output.all, ...server.errors.all].join('\n')
  for (const canary of [token, forged, ticket, secret]) expect(written).not.toContain(canary)
})

test('S2 the example in docs/operations.md runs', async () => {
  await using server = new TestServer(auth)
  const text = await readFile(operations, 'utf8')
  const example = /```js\n(const headers.*?)```/s.exec(text)?.[1] ?? ''
  const script = example.replaceAll('127.0.0.1:8080', await server.address())
  const env = { ...process.env, token: await tokenOf('anna') }
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], { env })
  expect(stdout).toMatch(/^Hello!/)
})

test.for([
  [[], /^No token: npm run/],
  [['--user', 'a:b'], /^No token: npm run/],
  [['--user', 'anna', '--hours', 'many'], /^No token: npm run/],
  [['--name', 'anna'], /^No token: Unknown option/],
] as const)('a token is not made for %o', async ([args, line]) => {
  await expect(run(process.execPath, [makeToken, ...args], { env: { ...process.env, ...auth } })).rejects.toMatchObject({ code: 78, stdout: '', stderr: expect.stringMatching(line) })
})
