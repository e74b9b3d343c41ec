import { expect, it } from 'vitest'
import { Crowd } from '../src/index.ts'
import { parseTarget } from '../src/load-client/target.ts'

it.each([
  ['ws://127.0.0.1:8080/ws/', { host: '127.0.0.1', port: 8080, path: '/ws/' }],
  ['ws://127.1.2.3/ws', { host: '127.1.2.3', port: 80, path: '/ws/' }],
  ['ws://[::1]:9000/', { host: '::1', port: 9000, path: '/' }],
])('the load goes to %s', (address, target) => {
  expect(parseTarget(address)).toEqual(target)
})

it.each([
  'ws://192.0.2.1:8080/ws/',
  'ws://10.0.0.1/ws/',
  'ws://0.0.0.0:8080/ws/',
  'ws://[2001:db8::1]/ws/',
  'ws://example.org/ws/',
  'ws://localhost:8080/ws/',
  'ws://127.0.0.1.example.org/ws/',
  'wss://127.0.0.1/ws/',
  'http://127.0.0.1/ws/',
  'not an address',
])('the load never goes to %s', async (address) => {
  const plan = {
    address,
    protocol: 'plain',
    speech: { kind: 'text', text: 'hello' },
    connections: 1,
    parallel: 1,
  } as const
  await expect(Crowd.open(plan)).rejects.toMatchObject({ code: 'address_refused' })
})
