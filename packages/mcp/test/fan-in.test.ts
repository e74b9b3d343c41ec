import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/server'
import { describe, expect, test } from 'vitest'
import { FanIn } from '../src/fan-in.ts'

const request = (id: number) => ({ jsonrpc: '2.0' as const, id, method: 'tools/list' })
const answer = (id: number) => ({ jsonrpc: '2.0' as const, id, result: {} })
const cancelled = (requestId: number) => {
  return { jsonrpc: '2.0' as const, method: 'notifications/cancelled', params: { requestId } }
}

describe('FanIn', () => {
  test('MCP-4 requests of one id get their own ids; an answer goes back under the id it was asked with', async () => {
    const { fanIn, atServer, a, b } = openTwo()
    await a.port.send(request(7))
    await b.port.send(request(7))
    expect(atServer).toEqual([request(0), request(1)])
    await fanIn.send(answer(1))
    expect([a.received, b.received]).toEqual([[], [answer(7)]])
    await fanIn.send(answer(0))
    expect([a.received, b.received]).toEqual([[answer(7)], [answer(7)]])
  })

  test('MCP-9 a cancellation names the request of its own client', async () => {
    const { atServer, a, b } = openTwo()
    await a.port.send(request(7))
    await b.port.send(request(7))
    await b.port.send(cancelled(7))
    expect(atServer.at(-1)).toEqual(cancelled(1))
  })

  test('MCP-9 an answer after the cancellation goes nowhere, and so does a cancellation after the answer', async () => {
    const { fanIn, atServer, a } = openTwo()
    await a.port.send(request(7))
    await a.port.send(cancelled(7))
    await fanIn.send(answer(0))
    expect(a.received).toEqual([])

    await a.port.send(request(8))
    await fanIn.send(answer(1))
    await a.port.send(cancelled(8))
    expect(a.received).toEqual([answer(8)])
    expect(atServer).toEqual([request(0), cancelled(0), request(1)])
  })
})

function openTwo() {
  const fanIn = new FanIn()
  const atServer: JSONRPCMessage[] = []
  fanIn.onmessage = (message) => void atServer.push(message)
  return { fanIn, atServer, a: listening(fanIn.open()), b: listening(fanIn.open()) }
}

function listening(port: Transport) {
  const received: JSONRPCMessage[] = []
  port.onmessage = (message) => void received.push(message)
  return { port, received }
}
