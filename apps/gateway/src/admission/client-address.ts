import ipaddr from 'ipaddr.js'
import type { RequestOrigin } from '../listener.ts'
import { ConfigError, type Environment } from '../read-variable.ts'

/** A network in which proxies of ours are. */
export type ProxyRange = readonly [network: ipaddr.IPv4 | ipaddr.IPv6, bits: number]

/** @returns the addresses and networks that a variable lists, with commas between them. @throws ConfigError */
export function readProxies(env: Environment, name: string): readonly ProxyRange[] {
  const entries = (env[name] ?? '').split(',').map((entry) => entry.trim()).filter(Boolean)
  return entries.map((entry) => {
    try {
      if (entry.includes('/')) return ipaddr.parseCIDR(entry)
      const address = ipaddr.process(entry)
      return [address, address.kind() === 'ipv4' ? 32 : 128]
    } catch (cause) {
      throw new ConfigError(`${name} must be a list of IP addresses and networks such as 10.0.0.0/8, with commas between them; “${entry}” is none.`, { cause })
    }
  })
}

/**
 * Whom a request comes from, as limits count it: an IPv4 address, or the /64 network of an IPv6 address, all of which
 * one subscriber has.
 *
 * `X-Forwarded-For` is believed from right to left, as far as each address before it is a trusted proxy: what stands
 * further left was written by somebody we do not know.
 *
 * @returns `undefined` for a program on this machine, which is the operator's own, unless loopback is a trusted proxy
 */
export function addressOf({ address, forwardedFor }: Pick<RequestOrigin, 'address' | 'forwardedFor'>, proxies: readonly ProxyRange[]): string | undefined {
  let client = ipaddr.process(address)
  if (!isTrusted(client, proxies)) return client.range() === 'loopback' ? undefined : nameOf(client)
  const forwarded = forwardedFor.split(',').map((entry) => entry.trim())
  while (isTrusted(client, proxies)) {
    const before = forwarded.pop() ?? ''
    if (!ipaddr.isValid(before)) break
    client = ipaddr.process(before)
  }
  return nameOf(client)
}

function isTrusted(address: ipaddr.IPv4 | ipaddr.IPv6, proxies: readonly ProxyRange[]): boolean {
  return proxies.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))
}

function nameOf(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  if (address instanceof ipaddr.IPv4) return address.toString()
  const [a, b, c, d] = address.parts
  return `${new ipaddr.IPv6([a ?? 0, b ?? 0, c ?? 0, d ?? 0, 0, 0, 0, 0]).toString()}/64`
}
