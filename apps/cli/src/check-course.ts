import { readCourseFile } from '@tutor/courses'
import { checkKey, CodeThread, Grading, ownAnswer } from '@tutor/grading'
import type { Course } from '@tutor/protocol'
import { printable } from './printable.ts'

export interface CheckOptions {
  /** Whether every item is answered by its own key too, and functions by their solutions. */
  readonly answers: boolean
}

/**
 * Reads a course's file.
 *
 * @returns what to tell its teacher: that it is right, or every mistake with its line
 */
export async function checkCourse(file: string, { answers }: CheckOptions): Promise<{ readonly right: boolean; readonly lines: readonly string[] }> {
  const reading = await readCourseFile(file, checkKey)
  if ('problems' in reading) {
    const mistakes = reading.problems.map(({ line, message }) => printable(`${file}:${line}: ${message}`))
    return { right: false, lines: [...mistakes, `${file}: ${counted(mistakes.length, 'mistake')}`] }
  }
  const { course } = reading
  const wrong = answers ? await wrongAnswers(course) : []
  const lines = wrong.map((each) => printable(`${file}: ${each}`))
  return { right: wrong.length === 0, lines: wrong.length > 0 ? lines : [printable(`${file}: OK, “${course.title}”, ${counted(course.skills.length, 'skill')}, ${counted(course.items.length, 'item')}`)] }
}

function counted(count: number, what: string): string {
  return count === 1 ? `one ${what}` : `${count} ${what}s`
}

async function wrongAnswers({ items }: Course): Promise<readonly string[]> {
  const runner = new CodeThread()
  const grading = new Grading({ runner })
  const wrong: string[] = []
  try {
    for (const item of items) {
      const { verdict, feedback } = await grading.mark(item, ownAnswer(item), new AbortController().signal)
      if (verdict !== 'right') wrong.push(`${item.id} is not marked right when it is answered by its own ${item.answer.kind === 'code' || item.answer.kind === 'points' ? 'solution' : 'key'} (${verdict}). ${feedback}`)
    }
    return wrong
  } finally {
    await runner.close()
  }
}
