import { destination, pino } from 'pino'

/** For the operator: JSON lines on standard error, of the main thread and the session threads alike. */
export const log = pino({ base: { pid: process.pid } }, destination({ fd: 2, sync: true }))
