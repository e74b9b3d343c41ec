import { TutorConnection } from '@tutor/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { conversationContract } from './conversation.contract.ts'
import { GatewayProcess } from './gateway-process.ts'
import { lessonQuestion, Material } from './material.ts'
import { TutorProcess } from './tutor-process.ts'

let material: Material
let gateway: GatewayProcess
let clients = 0
beforeAll(async () => {
  material = await Material.create()
  gateway = await GatewayProcess.start()
})
afterAll(async () => {
  await gateway[Symbol.asyncDispose]()
  await material[Symbol.asyncDispose]()
})

conversationContract((listener) => {
  clients += 1
  return TutorConnection.open(gateway.addressOf(`client-${clients}`), listener && { listener })
})

describe('--connect', () => {
  it('CLI-6 adds a document to the session behind a gateway and answers from it with the page', async () => {
    const args = ['--connect', gateway.addressOf('anna'), '--doc', material.path('lesson.pdf'), lessonQuestion.question]
    const { code, output, errors } = await TutorProcess.run(args)
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    expect(output).toContain(lessonQuestion.source)
  })

  it('CLI-6 CLI-2 writes the messages of the gateway as JSON', async () => {
    const { code, output } = await TutorProcess.run(['--json', '--connect', gateway.addressOf('b%20c'), '/help'])
    const messages = output.trimEnd().split('\n').map((line) => JSON.parse(line))
    expect(code).toBe(0)
    expect(messages[0]).toMatchObject({ type: 'hello', clientId: 'b c' })
    expect(messages.at(-1)).toMatchObject({ type: 'event', event: { type: 'RUN_FINISHED', threadId: 'b c' } })
  })
})
