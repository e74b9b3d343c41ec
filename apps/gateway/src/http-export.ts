import { parseClientId } from '@tutor/protocol'
import { randomUUID } from 'node:crypto'
import { refusal } from './accept.ts'
import { refusalOf } from './admission/refusal-of.ts'
import { errandOf, runErrand, type Connect, type Errand } from './errand.ts'
import type { Authority } from './identity/authority.ts'
import type { HttpReply, PlainRequest } from './listener.ts'

/** What an export needs of the gateway. */
export interface ExportNeeds {
  readonly authority: Pick<Authority, 'admit'>
  readonly connect: Connect
}

const exportPath = /^\/sessions\/([^/]*)\/export$/

export function isExportPath(path: string): boolean {
  return exportPath.test(path)
}

/** Answers `GET /sessions/{client_id}/export`: 200 with what is known of the learner, as a file, or the error. */
export async function takeHttpExport(request: PlainRequest, { authority, connect }: ExportNeeds): Promise<HttpReply> {
  const clientId = parseClientId(exportPath.exec(request.path)?.[1] ?? '')
  if (clientId === undefined) return refusal('client_id_invalid')
  try {
    const identified = await authority.admit(request, clientId)
    if (!identified.known) return refusal(identified.code)
    const connection = connect({ clientId, identity: identified.identity })
    const statements = await runErrand(exporting(randomUUID()), connection, request.gone)
    // Nobody in between may keep what is known of somebody.
    const headers = { 'content-disposition': 'attachment; filename="learning.json"', 'cache-control': 'no-store' }
    return { status: 200, body: { statements }, headers }
  } catch (error) {
    return refusalOf(error)
  }
}

function exporting(requestId: string): Errand<readonly object[]> {
  return errandOf({ type: 'export', requestId }, {
    read: (message) => (message.type === 'exported' && message.requestId === requestId ? message.statements : undefined),
  })
}
