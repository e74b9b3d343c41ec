import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import packageJson from '../package.json' with { type: 'json' }
import { parseCommandLine } from '../src/command-line.ts'
import { openConversation } from '../src/open-conversation.ts'
import { UsageError } from '../src/usage-error.ts'
import { TutorProcess } from './tutor-process.ts'

async function open(args: readonly string[]): Promise<unknown> {
  const line = parseCommandLine(args)
  if (line.command !== 'talk') throw new Error(`${line.command} opens no conversation`)
  const { stdin: input, stdout: output, stderr: errors } = process
  const terminal = { input, output, errors, interrupted: new AbortController().signal }
  return openConversation(line.tutor, {}, { listener: undefined, fault: () => undefined, terminal })
}

describe('the command line', () => {
  it('explains itself', async () => {
    const { code, output, errors } = await TutorProcess.run(['--help'])
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    for (const flag of ['--doc', '--json', '--connect', '--wait', '--client-id', '--model-url', '--model-path', '--data', '--memory', '--courses', '--version']) {
      expect(output).toContain(flag)
    }
  })

  it('tells its version', async () => {
    expect(await TutorProcess.run(['-v'])).toEqual({ code: 0, output: `${packageJson.version}\n`, errors: '' })
  })

  it('CLI-7 that makes no sense ends it with one line and 2', async () => {
    const { code, output, errors } = await TutorProcess.run(['--loud', 'hi'])
    expect({ code, output }).toEqual({ code: 2, output: '' })
    expect(errors).toMatch(/^tutor: usage: [^\n]*--loud[^\n]*\n$/)
  })

  it.each([
    ['a flag without its value', ['--doc'], '--doc'],
    ['an address that is no WebSocket', ['--connect', 'http://127.0.0.1/ws/a', 'hi'], 'http://127.0.0.1/ws/a'],
    ['a model for a gateway', ['--connect', 'ws://127.0.0.1/ws/a', '--model', 'embedded', 'hi'], '--connect'],
    ['a wait that is no number', ['--connect', 'ws://127.0.0.1/ws/a', '--wait', 'long', 'hi'], 'long'],
    ['a wait without a gateway', ['--wait', '5', 'hi'], '--wait'],
    ['a second client id', ['--connect', 'ws://127.0.0.1/ws/a', '--client-id', 'b', 'hi'], 'client id'],
    ['a client id with a slash', ['--client-id', 'a/b', 'hi'], 'client id'],
    ['an unknown model', ['--model', 'oracle', 'hi'], 'oracle'],
    ['a hosted model without a key', ['--model', 'anthropic', '--model-name', 'claude', 'hi'], 'MODEL_API_KEY'],
    ['a model of no file', ['--model', 'gguf', '--model-path', 'none.gguf', 'hi'], 'gguf'],
    ['an endpoint without an address', ['--model', 'openai-compatible', 'hi'], 'MODEL_URL'],
  ])('CLI-7 makes no sense with %s', async (_, args, mention) => {
    const opening = open(args)
    await expect(opening).rejects.toThrow(UsageError)
    await expect(opening).rejects.toThrow(mention)
  })

  it('CLI-7 CLI-6 with the address of no gateway ends it with 3', async () => {
    const vacant = createServer().listen(0, '127.0.0.1')
    await once(vacant, 'listening')
    const { port } = vacant.address() as AddressInfo
    vacant.close()
    await once(vacant, 'close')
    const { code, output, errors } = await TutorProcess.run(['--connect', `ws://127.0.0.1:${port}/ws/anna`, 'hi'])
    expect({ code, output }).toEqual({ code: 3, output: '' })
    expect(errors).toMatch(/^tutor: connect_failed: [^\n]+\n$/)
  })
})
