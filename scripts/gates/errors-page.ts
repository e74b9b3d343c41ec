// node scripts/gates/errors-page.ts writes docs/errors.md anew from the error table of the protocol.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorTable } from '../../packages/protocol/src/index.ts'
import { projectRoot } from './project-files.ts'

interface Entry {
  readonly status?: number
  readonly close?: number
  readonly retryable: boolean
  readonly message: string
}

const introduction = `# Errors

Every error that a client can meet, from \`packages/protocol/src/errors.ts\`; \`node scripts/gates/errors-page.ts\` writes
this page. *Status* is the HTTP status where the error can answer a request (one that would become a WebSocket, or an
upload), *close* the close code where it ends the connection, and *retry* says whether the same thing may succeed when it
is sent again later.

| Code | Status | Close | Retry | Message |
| --- | --- | --- | --- | --- |
`

/** The whole page. */
export function errorsPage(table: Readonly<Record<string, Entry>>): string {
  const rows = Object.entries(table).map(
    ([code, { status = '', close = '', retryable, message }]) =>
      `| \`${code}\` | ${status} | ${close} | ${retryable ? 'yes' : 'no'} | ${message.replaceAll('|', '\\|')} |\n`,
  )
  return introduction + rows.join('')
}

/** @returns what is wrong with the page of the project in `root` */
export function errorsPageProblems(root: string, table: Readonly<Record<string, Entry>> = errorTable): string[] {
  const shown = readFileSync(join(root, 'docs', 'errors.md'), 'utf8')
  if (shown === errorsPage(table)) return []
  return ['docs/errors.md: differs from the table in packages/protocol/src/errors.ts; run node scripts/gates/errors-page.ts']
}

if (import.meta.main) writeFileSync(join(projectRoot, 'docs', 'errors.md'), errorsPage(errorTable))
