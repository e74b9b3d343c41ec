import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const main = fileURLToPath(new URL('../src/prove.ts', import.meta.url))

/** `prove` as anyone starts it, with few runs. What it prints shows the seed and what was seen when it fails. */
async function proves(id: string, runs: number): Promise<void> {
  const proving = promisify(execFile)(process.execPath, [main, id, '--runs', String(runs)])
  const { stdout, stderr } = await proving.catch((failure: { readonly stdout: string; readonly stderr: string }) => failure)
  expect(stdout.trimEnd().split('\n').at(-1), stderr + stdout).toMatch(new RegExp(`^PROVED ${id} runs=${runs} lost=0 duplicated=0 checked=[1-9]`))
}

// The others have tests of the same rules in apps/gateway and are proved on demand: the test command has ten minutes.
const options = { timeout: 180_000 }

test('D1 every acknowledged message is in the history once after kill -9 under load', options, () => proves('D1', 1))
test('D2 a message that is sent again and again has one effect', options, () => proves('D2', 1))
test('D4 whatever was seen but text is there after kill -9 in the same moment', options, () => proves('D4', 1))
test('D5 learners that are cut off see what an uncut observer sees, to the letter', options, () => proves('D5', 60))
test('D6 a position that cannot be served gets a resync with its reason', options, () => proves('D6', 1))
test('D7 a server killed in mid-answer loses a checkpoint at most and answers anew', options, () => proves('D7', 1))
test('D8 a turn survives its socket and stops at once when it is told to', options, () => proves('D8', 1))
test('D9 an upload is there to the last byte or leaves nothing', options, () => proves('D9', 1))
test('D10 what a session knows after a crash is the sum of its history', options, () => proves('D10', 1))
test('D11 a full disk ends acknowledgements and nothing else', options, () => proves('D11', 2))
test('D12 a damaged record is noticed and contained to its session', options, () => proves('D12', 1))
test('F7 a start with stored sessions is ready in time', options, () => proves('F7', 300))
test('F8 a message around the moment of falling asleep is answered once', options, () => proves('F8', 15))
test('I9 nothing is left of connections that have come and gone', options, () => proves('I9', 2))
test('F4 clients that come back all at once are served soon', options, () => proves('F4', 1_000))
