import { goOn } from './lesson-requests.ts'
import type { Desk, Handler } from './desk.ts'
import { readConfidence } from './route.ts'

/** What can be asked for at an open question. */
export const questionRequests = {
  hint: async (_, desk) => await goOn(await desk.call('tutor.hint'), desk),
  reveal: async (_, desk) => await goOn(await desk.call('tutor.reveal'), desk),
  explain: async (skill, desk) => (await desk.call('tutor.explain', named(skill))).text,
  example: async (skill, desk) => (await desk.call('tutor.worked_example', named(skill))).text,
  flag: async (reason, desk) => (reason === '' ? 'Say why: /flag the key rounds the wrong way.' : await goOn(await desk.call('quiz.flag', { reason }), desk)),
  sure: async (text, desk) => {
    const confidence = readConfidence(text)
    return confidence === undefined ? 'How sure, from 0 to 100? For example /sure 80.' : (await desk.call('quiz.answer', { confidence })).text
  },
} satisfies Record<string, Handler>

/** An answer to the open question. */
export async function takeAnswer(input: { readonly answer?: string; readonly confidence?: number }, desk: Desk): Promise<string> {
  return await goOn(await desk.call('quiz.answer', input), desk)
}

function named(skill: string): object {
  return skill === '' ? {} : { skill }
}
