import { expect, it } from 'vitest'
import type { CourseOutline } from '@tutor/protocol'
import { listCourses, TutorConnection } from '../src/index.ts'
import { TutorServer } from './tutor-server.ts'

const courses: readonly CourseOutline[] = [{ id: 'sums', title: 'Sums', version: 1, language: 'en', description: 'Small ones.', skillCount: 1, itemCount: 1, skills: [{ id: 'sums/add', title: 'Adding', requires: [] }] }]

it('CLIENT-46 gives the courses that answer it, and no others, and asks again at the next hello', async () => {
  let asked = 0
  await using server = await TutorServer.start({
    message(peer, message) {
      if (message.type === 'resume') peer.send({ type: 'resumed', epoch: message.epoch, seq: message.seq, head: message.seq })
      if (message.type !== 'list_courses') return
      if (++asked === 1) return peer.socket.terminate()
      peer.send({ type: 'courses_listed', requestId: 'another', courses: [] })
      peer.send({ type: 'courses_listed', requestId: message.requestId, courses })
    },
  })
  await using connection = await TutorConnection.open(server.url, { backoff: { firstMs: 1 } })
  expect(await listCourses(connection)).toEqual(courses)
  expect(asked).toBe(2)
})

it('CLIENT-46 rejects with its signal\'s reason', async () => {
  await using silent = await TutorServer.start()
  await using connection = await TutorConnection.open(silent.url)
  await expect(listCourses(connection, AbortSignal.abort(new Error('Enough.')))).rejects.toThrow('Enough.')
})
