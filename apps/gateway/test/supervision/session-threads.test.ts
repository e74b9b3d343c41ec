import { expect, test } from 'vitest'
import { FaultBook } from '../../src/admin/fault-book.ts'
import { SessionThreads } from '../../src/session-threads.ts'
import { readSupervisionSettings } from '../../src/supervision/supervision-settings.ts'
import type { ThreadSettings } from '../../src/thread-messages.ts'

test('threads that end before they are up are said to have failed, and not waited for', async () => {
  const threads = new SessionThreads({
    threads: 1,
    maxSessions: 10,
    supervision: readSupervisionSettings({}),
    // The thread stumbles over its first setting.
    settings: null as unknown as ThreadSettings,
    receive() {},
    serveStorage() {},
    serveReading() {},
    blame() {},
    faults: new FaultBook(Date.now),
  })
  await expect(threads.ready()).rejects.toThrow(/null/)
  await threads.close()
})
