// Appends to many sessions, a group in each turn, and says after every commit how far it came. Is killed.
// Arguments: the folder; the sessions.
import { writeSync } from 'node:fs'
import { SqliteStore } from '../src/index.ts'
import { codeOf, own } from './sessions.ts'

const [folder = '', sessions = '1'] = process.argv.slice(2)
const store = SqliteStore.open(folder)
const owners = await Promise.all(Array.from({ length: Number(sessions) }, (_, session) => own(store, `s${session}`)))
writeSync(1, 'ready\n')
for (let round = 0; ; round++) {
  const group = owners.filter((_, session) => (round + session) % 3 > 0)
  try {
    await Promise.all(group.map((owner) => owner.append(1 + (round % 4), 'x'.repeat(400))))
    writeSync(1, group.map(({ sessionId, seq }) => `acknowledged ${sessionId} ${seq}\n`).join(''))
  } catch (thrown) {
    writeSync(1, `refused ${(thrown as { code?: string }).code}\n`)
    await new Promise((resolve) => setTimeout(resolve, 50))
    writeSync(1, `former owner ${await codeOf(owners[0]!.append())}\n`)
    const again = await Promise.all(owners.map(({ sessionId }) => own(store, sessionId))).catch(() => undefined)
    if (again) owners.splice(0, owners.length, ...again)
  }
}
