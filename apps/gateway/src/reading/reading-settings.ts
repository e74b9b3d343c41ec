import { availableParallelism } from 'node:os'
import { readInteger, type Environment } from '../read-variable.ts'

export interface ReadingSettings {
  /** Documents that are read at a time, each in a thread of its own. */
  readonly threads: number
}

/** @throws ConfigError that names the variable and what it may be */
export function readReadingSettings(env: Environment): ReadingSettings {
  const otherwise = Math.ceil(availableParallelism() / 4)
  return { threads: readInteger(env, 'READER_THREADS', { least: 1, most: 64, otherwise }) }
}
