import { TutorAgent, TutorConnection, uploadDocument } from '@tutor/client'
import { buildPdf, sampleLesson } from '@tutor/testkit'
import { expect, test } from 'vitest'
import { openGateway } from './test-gateway.ts'

test('WIRE-22 an AG-UI front end talks to the tutor through the client package, on the official pipeline', async () => {
  await using gateway = await openGateway({ agent: 'tutor', threads: 1 })
  await using connection = await TutorConnection.open(`${gateway.ws}/ws/anna`)
  const document = await uploadDocument(connection, { name: 'lesson.pdf', bytes: buildPdf({ pages: sampleLesson }) })
  expect(document).toMatchObject({ name: 'lesson.pdf', places: 4 })

  const agent = new TutorAgent(connection)
  agent.addMessage({ id: 'm1', role: 'user', content: 'Who showed that plants give off oxygen only in the light?' })
  const deltas: string[] = []
  const sources: unknown[] = []
  const { newMessages } = await agent.runAgent(
    {},
    {
      onTextMessageContentEvent: ({ event }) => void deltas.push(event.delta),
      onCustomEvent: ({ event }) => void sources.push(event.value),
    },
  )
  expect(deltas.length).toBeGreaterThan(5)
  expect(newMessages.at(-1)).toMatchObject({ role: 'assistant', content: deltas.join('') })
  expect(deltas.join('')).toMatch(/Jan Ingenhousz showed in 1779.*\[1\] lesson\.pdf, page 4: /s)
  expect(sources).toMatchObject([{ messageId: newMessages.at(-1)?.id, citations: expect.arrayContaining([expect.objectContaining({ mark: 1, place: { page: 4 } })]) }])
})
