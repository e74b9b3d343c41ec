import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { GatewayProcess } from './gateway-process.ts'
import { TutorProcess } from './tutor-process.ts'

const makeToken = fileURLToPath(new URL('../../gateway/src/make-token.process.ts', import.meta.url))
const auth = { AUTH: 'jwt', JWT_SECRET: 'a secret that only issuer and server have', JWT_ISSUER: 'school', JWT_AUDIENCE: 'tutor' }

let gateway: GatewayProcess
let token = ''
beforeAll(async () => {
  gateway = await GatewayProcess.start(auth)
  const { stdout } = await promisify(execFile)(process.execPath, [makeToken, '--user', 'anna'], { env: auth })
  token = stdout.trim()
})
afterAll(() => gateway[Symbol.asyncDispose]())

it('CLI-16 a token, by the flag or the environment, opens a session of its user', async () => {
  const byFlag = await TutorProcess.run(['--connect', gateway.addressOf('anna'), '--token', token, '/help'])
  expect(byFlag).toMatchObject({ code: 0, errors: '' })
  const args = ['--connect', gateway.addressOf('anna%3Amaths'), '/help']
  expect(await TutorProcess.run(args, { variables: { TUTOR_TOKEN: token } })).toEqual(byFlag)
  expect(await TutorProcess.run([...args, '--token', token], { variables: { TUTOR_TOKEN: 'old' } })).toEqual(byFlag)
})

it('CLI-16 a token that the gateway does not take is told at once, and not shown', async () => {
  const { code, output, errors } = await TutorProcess.run(['--connect', gateway.addressOf('anna'), '--token', `${token}x`, '/help'])
  expect({ code, output }).toEqual({ code: 3, output: '' })
  expect(errors).toMatch(/^tutor: connect_failed: Cannot connect to ws:\S+: there is no ticket\. Say who you are: .*\n$/)
  expect(errors).not.toContain(token)
})

it('CLI-16 a token without --connect is wrong usage', async () => {
  const { code, errors } = await TutorProcess.run(['--token', token, '/help'])
  expect({ code, errors }).toEqual({ code: 2, errors: 'tutor: usage: --token is for --connect only.\n' })
})
