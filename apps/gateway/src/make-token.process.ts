import { parseArgs } from 'node:util'
import { exitCodes } from './exit-codes.js'
import { readTokenSettings } from './identity/auth-settings.ts'
import { isUserName, roles } from './identity/identity.ts'
import { signToken } from './identity/json-web-token.ts'
import { ConfigError } from './read-variable.ts'

const usage = 'npm run --silent token -- --user NAME [--role operator|teacher] [--learners NAME,NAME] [--hours NUMBER]   (JWT_SECRET, JWT_ISSUER and JWT_AUDIENCE as the server has them)'

/** `npm run token`: makes a token from JWT_SECRET, to try the server without an issuer. @throws Error for the operator */
async function makeToken(): Promise<string> {
  const { values } = parseArgs({ options: { user: { type: 'string' }, role: { type: 'string' }, learners: { type: 'string' }, hours: { type: 'string', default: '1' } } })
  const { user } = values
  const role = roles.find((each) => each === values.role)
  const hours = Number(values.hours)
  if (!isUserName(user) || !(hours > 0) || role !== values.role) throw new ConfigError(usage)
  const settings = readTokenSettings(process.env)
  if (settings.keys.kind !== 'secret') throw new ConfigError('With JWT_JWKS only the issuer, who has the private key, can make tokens.')
  return signToken(settings, settings.keys, { user, role, learners: values.learners?.split(','), lifeS: Math.ceil(hours * 3600) })
}

try {
  console.log(await makeToken())
} catch (error) {
  console.error(`No token: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = exitCodes.operatorError
}
