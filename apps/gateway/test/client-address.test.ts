import { describe, expect, test } from 'vitest'
import { addressOf, readProxies } from '../src/admission/client-address.ts'

const proxies = readProxies({ TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.7, 2001:db8:1::/48' }, 'TRUSTED_PROXIES')

describe('S9 the address that limits count', () => {
  test.for([
    ['an IPv4 peer', '198.51.100.4', '', '198.51.100.4'],
    ['an IPv4 peer on an IPv6 socket', '0000:0000:0000:0000:0000:ffff:c633:6404', '', '198.51.100.4'],
    ['the network of an IPv6 peer', '2001:0db8:0002:0003:0004:0005:0006:0007', '', '2001:db8:2:3::/64'],
    ['a peer that forwards without being trusted', '198.51.100.4', '203.0.113.9', '198.51.100.4'],
    ['whom a trusted proxy forwards', '10.1.2.3', '203.0.113.9', '203.0.113.9'],
    ['whom the last trusted proxy of a chain forwards', '10.1.2.3', '203.0.113.9, 192.0.2.7', '203.0.113.9'],
    ['nobody whom a client has written in itself', '10.1.2.3', '127.0.0.1, 8.8.8.8, 203.0.113.9', '203.0.113.9'],
    ['the proxy where it forwards nobody', '10.1.2.3', '', '10.1.2.3'],
    ['the proxy where it forwards what is no address', '10.1.2.3', 'unknown', '10.1.2.3'],
    ['an IPv6 client of a trusted IPv6 proxy', '2001:0db8:0001:0000:0000:0000:0000:0001', '2001:db8:9::1', '2001:db8:9::/64'],
    ['a loopback address that a proxy forwards', '10.1.2.3', '127.0.0.1', '127.0.0.1'],
  ] as const)('is %s', ([, address, forwardedFor, expected]) => {
    expect(addressOf({ address, forwardedFor }, proxies)).toBe(expected)
  })

  test.each(['127.0.0.1', '0000:0000:0000:0000:0000:0000:0000:0001', '0000:0000:0000:0000:0000:ffff:7f00:0001'])('is none for %s, the operator’s own', (address) => {
    expect(addressOf({ address, forwardedFor: '203.0.113.9' }, proxies)).toBeUndefined()
  })

  test('is the forwarded one where loopback is a trusted proxy', () => {
    const loopback = readProxies({ TRUSTED_PROXIES: '127.0.0.1' }, 'TRUSTED_PROXIES')
    expect(addressOf({ address: '127.0.0.1', forwardedFor: '203.0.113.9' }, loopback)).toBe('203.0.113.9')
    expect(addressOf({ address: '127.0.0.1', forwardedFor: '' }, loopback)).toBe('127.0.0.1')
  })
})

test.each(['10.0.0.0/33', 'proxy.example', '10.0.0.1 10.0.0.2'])('TRUSTED_PROXIES that holds %s is refused', (value) => {
  expect(() => readProxies({ TRUSTED_PROXIES: value }, 'TRUSTED_PROXIES')).toThrow(/TRUSTED_PROXIES must be a list/)
})
