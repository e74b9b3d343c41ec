import type { Dialect } from './dialect.ts'
import { NativeDialect } from './native-dialect.ts'
import { PlainDialect } from './plain-dialect.ts'

export type DialectName = 'plain' | 'native'

/** @param connection a name that no other connection of the session ever has; plain clients' runs are named after it */
export function openDialect(name: DialectName, connection: string): Dialect {
  return name === 'plain' ? new PlainDialect(connection) : new NativeDialect()
}
