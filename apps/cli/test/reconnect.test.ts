import { say, stall, startModelServer } from '@tutor/testkit'
import { describe, expect, it } from 'vitest'
import { GatewayProcess } from './gateway-process.ts'
import { TutorProcess } from './tutor-process.ts'

function model(baseUrl: string): Record<string, string> {
  return { MODEL: 'openai-compatible', MODEL_URL: baseUrl, MODEL_NAME: 'test-model' }
}

describe('--connect', () => {
  it('CLI-15 D7 D8 gets the answer of a question during which the server was killed and started again', async () => {
    await using server = await startModelServer({ script: [[say('Half an'), stall()], [say('The whole answer.')]] })
    await using gateway = await GatewayProcess.start(model(server.baseUrl))
    const tutor = TutorProcess.start(['--connect', gateway.addressOf('anna'), 'What is osmosis?'])
    await tutor.shows('Half an')
    await gateway.kill()
    await gateway.startAgain()
    const { code, output, errors } = await tutor.ended
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    expect(output).toMatch(/^Half an\n\[The server failed here\. The answer anew:\]\nThe whole answer\.\n/)
  })

  it('CLI-15 CLI-11 asks what is typed while the server is away once it is back, and says both', async () => {
    await using gateway = await GatewayProcess.start()
    const tutor = TutorProcess.startInTerminal(['--connect', gateway.addressOf('ben')])
    await tutor.shows('> ')
    await gateway.kill()
    await tutor.shows('The connection is lost.')
    tutor.write('/documents\r')
    await gateway.startAgain()
    await tutor.shows('The tutor is back.')
    await tutor.shows('You have no documents yet.')
    tutor.write('/quit\r')
    expect(await tutor.ended).toMatchObject({ code: 0 })
  })

  it('CLI-15 CLI-11 says that the server is about to be replaced, and that the next one is there', async () => {
    await using gateway = await GatewayProcess.start()
    const tutor = TutorProcess.startInTerminal(['--connect', gateway.addressOf('carla')])
    await tutor.shows('> ')
    await gateway.stop()
    await tutor.shows('The server is about to be replaced.')
    await gateway.startAgain()
    await tutor.shows('The tutor is back.')
    tutor.write('/quit\r')
    expect(await tutor.ended).toMatchObject({ code: 0 })
  })

  it('CLI-15 CLI-7 gives up after the time that was set, and ends with 1', async () => {
    await using gateway = await GatewayProcess.start()
    const tutor = TutorProcess.start(['--connect', gateway.addressOf('dora'), '--wait', '0'])
    tutor.write('/help\n')
    await tutor.shows('/remove NAME')
    await gateway.stop()
    tutor.write('/help\n')
    const { code, errors } = await tutor.ended
    expect(code).toBe(1)
    expect(errors).toMatch(/^tutor: gave_up: [^\n]*goingAway \(1001\)[^\n]*\n$/)
  })
})
