import { BlockList, isIP } from 'node:net'
import { LoadFailure } from './load-failure.ts'

/** Where the load goes: a server on this machine. */
export interface Target {
  readonly host: string
  readonly port: number
  /** Path before the client id, with the slash at its end. */
  readonly path: string
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/**
 * Reads `ws://127.0.0.1:8080/ws/`. Names are refused, `localhost` too: what they resolve to is not this program's to
 * trust.
 *
 * @throws LoadFailure `address_refused` for anything but `ws://` and a literal loopback address
 */
export function parseTarget(address: string): Target {
  const url = URL.parse(address)
  if (url?.protocol !== 'ws:') throw new LoadFailure('address_refused', `${address} is not a ws:// address.`)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!isLoopback(host)) {
    throw new LoadFailure(
      'address_refused',
      `${host} is not a loopback address. The load client only goes to 127.0.0.0/8 and ::1.`,
    )
  }
  const path = url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`
  return { host, port: Number(url.port || 80), path }
}

function isLoopback(host: string): boolean {
  const family = isIP(host)
  return family !== 0 && loopback.check(host, family === 6 ? 'ipv6' : 'ipv4')
}
