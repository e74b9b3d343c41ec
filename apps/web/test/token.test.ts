import { expect, test } from 'vitest'
import { readToken, takeTokenFromAddress } from '../src/identity/token.ts'

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const token = (payload: unknown) => `${part({ alg: 'HS256' })}.${part(payload)}.c2ln`

test('WEB-22 a token names its user, whatever their script', () => {
  expect(readToken(`  ${token({ sub: 'anna' })}\n`)).toEqual({ text: token({ sub: 'anna' }), user: 'anna' })
  expect(readToken(token({ sub: 'Žofie Ďáková 好' }))?.user).toBe('Žofie Ďáková 好')
})

test.each(['', 'anna', 'a.b', 'a.!.c', 'a.bm90IGpzb24.c', token({}), token({ sub: 7 }), token({ sub: '' }), token(null)])('WEB-22 %j is no token', (text) => {
  expect(readToken(text)).toBeUndefined()
})

test('WEB-22 the token of a link is taken out of the address', () => {
  const addresses: unknown[] = []
  const at = (hash: string) => ({ location: { hash, pathname: '/', search: '?a=1' } as Location, history: { replaceState: (...change: unknown[]) => addresses.push(change.at(-1)) } as unknown as History })
  expect(takeTokenFromAddress(at(`#token=${token({ sub: 'anna' })}`))?.user).toBe('anna')
  expect(takeTokenFromAddress(at('#token=wrong'))).toBeUndefined()
  expect(takeTokenFromAddress(at(''))).toBeUndefined()
  expect(addresses).toEqual(['/?a=1', '/?a=1'])
})
