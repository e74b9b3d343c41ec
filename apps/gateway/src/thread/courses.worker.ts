import { loadCourses } from '@tutor/courses'
import { checkKey } from '@tutor/grading'
import { parentPort, workerData } from 'node:worker_threads'

// Reads the files of one folder, hands over what came of it, and is ended.
parentPort?.postMessage(await loadCourses({ folder: workerData as string, checkItem: checkKey }))
