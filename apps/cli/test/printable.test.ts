import { EventType } from '@tutor/protocol'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { AnswerPrinter } from '../src/answer-printer.ts'
import { report } from '../src/failure.ts'

it('CLI-17 an answer, a tool and an error that hold control characters do not steer the terminal', async () => {
  const [output, errors] = [new PassThrough(), Object.assign(new PassThrough(), { isTTY: true })]
  const terminal = { input: new PassThrough(), output, errors, interrupted: new AbortController().signal }
  const printer = new AnswerPrinter(terminal)
  printer.print({ type: EventType.TEXT_MESSAGE_CONTENT, messageId: 'm', delta: 'a\u001B]52;c;ZXZpbA==\u0007b\u009B2J\tc\r\nä😀\n' })
  printer.print({ type: EventType.TOOL_CALL_START, toolCallId: 't', toolCallName: 'doc.\u001B[2Jread' })
  printer.print({ type: EventType.TOOL_CALL_END, toolCallId: 't' })
  report(terminal, new Error('\u001B[31mred'))
  output.end()
  errors.end()
  expect(await text(output)).toBe('a�]52;c;ZXZpbA==�b�2J\tc\r\nä😀\n')
  expect(await text(errors)).toMatch(/doc\.�\[2Jread[^]*tutor: unexpected: �\[31mred/)
})
