import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { limits } from '@tutor/protocol'
import { buildPdf, buildPdfWithoutText, sampleLesson, say, stall, startModelServer, truncate } from '@tutor/testkit'
import { describe, expect, it } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import { Material } from './material.ts'
import { TutorProcess } from './tutor-process.ts'

const model = (url: string) => ['--model', 'openai-compatible', '--model-url', url, '--model-name', 'test-model']

describe('a document', () => {
  it('CLI-7 that cannot be added ends it with the reason and the path, before anything is asked', async () => {
    await using material = await Material.create()
    const path = await material.write('locked.pdf', buildPdf({ pages: sampleLesson, password: 'secret' }))
    const { code, output, errors } = await TutorProcess.run(['--doc', path, '/help'])
    expect({ code, output }).toEqual({ code: 1, output: '' })
    expect(errors).toBe(`tutor: document_encrypted: ${path}: The document is locked with a password.\n`)
  })

  it('CLI-7 that cannot be added is refused by name, and the talk goes on', async () => {
    await using material = await Material.create()
    await mkdir(material.path('folder'))
    const cases: [string, string][] = [
      ['file_unreadable', material.path('missing.pdf')],
      ['file_unreadable', material.path('folder')],
      ['document_unreadable', await material.write('broken.pdf', truncate(buildPdf({ pages: sampleLesson }), 0.5))],
      ['document_without_text', await material.write('scan.pdf', buildPdfWithoutText(2))],
      ['document_empty', await material.write('empty.md', '')],
      ['document_unreadable', await material.write('table.xlsx', 'PK\u0003\u0004')],
      ['document_type_unsupported', await material.write('photo.png', 'PNG')],
      ['document_too_large', await material.write('huge.txt', Buffer.alloc(limits.documentBytes + 1))],
    ]
    const tutor = TutorProcess.startInTerminal([])
    await tutor.shows('> ')
    for (const [code, path] of cases) {
      tutor.write(`/add ${path}\r`)
      await tutor.shows(`tutor: ${code}: ${path}: `)
    }
    tutor.write('/documents\r')
    await tutor.shows('You have no documents yet.')
    tutor.write('/quit\r')
    const { code, output } = await tutor.ended
    expect(code).toBe(0)
    expect(output).not.toMatch(/^\s+at /m)
  })
})

describe('the model', () => {
  it('CLI-7 that is down is replaced, and the learner is told', async () => {
    const { code, output, errors } = await TutorProcess.run([...model('http://127.0.0.1:9/v1'), '--memory', 'Hello'])
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    expect(output).toMatch(/^The language model cannot be reached\. The embedded model answers instead\.\n\nHello!/)
  })

  it('CLI-7 that dies in mid-answer leaves what was said and is replaced', async () => {
    await using server = await startModelServer({ script: [[say('Half a'), { do: 'cut' }]] })
    const { code, output } = await TutorProcess.run([...model(server.baseUrl), '--memory', 'Hello'])
    expect(code).toBe(0)
    expect(output).toMatch(/^Half a \[…\]\n\nThe language model stopped in the middle of its answer/)
  })
})

describe('SIGINT', () => {
  it('CLI-8 stops the answer at the model, and the lines that are still to be asked', async () => {
    await using server = await startModelServer({ script: [[say('Half a'), stall()], [say('never')]] })
    const tutor = TutorProcess.start(model(server.baseUrl))
    tutor.write('one\ntwo\n')
    await tutor.shows('Half a')
    tutor.child.kill('SIGINT')
    const { code, output, errors } = await tutor.ended
    expect({ code, output }).toEqual({ code: 130, output: 'Half a\n' })
    expect(errors).toMatch(/^tutor: interrupted: [^\n]+\n$/)
    expect(await (await server.request(0)).ended).toBe('cut')
    expect(server.requests).toHaveLength(1)
  })

  it('CLI-8 exits at once when it comes again, though the server does not stop', async () => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'tutor.v1' })
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const tutor = TutorProcess.start(['--connect', `ws://127.0.0.1:${port}/ws/anna`, 'Hello'])
    const [socket] = (await once(server, 'connection')) as [WebSocket]
    const frames: string[] = []
    socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString()).type))
    socket.send(JSON.stringify({ type: 'hello', clientId: 'anna', epoch: 1, seq: 0, limits, documents: [] }))
    await once(socket, 'message')
    tutor.child.kill('SIGINT')
    await once(socket, 'message')
    tutor.child.kill('SIGINT')
    expect(await tutor.ended).toMatchObject({ code: 130 })
    expect(frames).toEqual(['run', 'abort'])
    server.close()
  })

  it('CLI-8 gives up connecting', async () => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'tutor.v1' })
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const tutor = TutorProcess.start(['--connect', `ws://127.0.0.1:${port}/ws/anna`, 'Hello'])
    await once(server, 'connection')
    tutor.child.kill('SIGINT')
    const { code, errors } = await tutor.ended
    expect({ code, errors }).toEqual({ code: 130, errors: 'tutor: interrupted: You stopped it.\n' })
    server.close()
  })
})
