import { courseFiles, ownCourses, type FileProblem, type LoadedCourses } from '@tutor/courses'
import type { Course } from '@tutor/protocol'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { log } from '../log.ts'

/** A file that needs more than that is no course; in MiB. */
const heapMb = 1_024

/**
 * The courses of the server: its own, and those of the operator's folder. What is wrong with a file is logged, and the server
 * starts with the others. Files are read in a thread of their own, which ends with it.
 *
 * @returns what every session thread is given
 */
export async function readCourses(folder: string): Promise<readonly Course[]> {
  if ((await courseFiles(folder)).length === 0) return await ownCourses()
  try {
    const { courses, problems } = await readInThread(folder)
    for (const problem of problems) complain(problem)
    return courses
  } catch (error) {
    log.error({ err: error, folder }, 'the courses cannot be read')
    return await ownCourses()
  }
}

function complain({ file, line, message }: FileProblem): void {
  log.error({ file, line, problem: message }, 'a course has a mistake and is left out')
}

async function readInThread(folder: string): Promise<LoadedCourses> {
  const worker = new Worker(new URL('../thread/courses.worker.ts', import.meta.url), { workerData: folder, resourceLimits: { maxOldGenerationSizeMb: heapMb } })
  try {
    const [loaded] = (await once(worker, 'message')) as [LoadedCourses]
    return loaded
  } finally {
    await worker.terminate()
  }
}
