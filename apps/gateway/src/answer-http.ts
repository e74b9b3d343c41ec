import { refusal, stoppingReply } from './accept.ts'
import { answerOperator, isOperatorPath } from './admin/answer-operator.ts'
import type { Operations } from './admin/operations.ts'
import type { Telemetry } from './admin/telemetry.ts'
import type { BodyRoom } from './admission/body-room.ts'
import type { Connect } from './errand.ts'
import { health, readiness, type Vitals } from './health.ts'
import { isSessionPath, takeHttpErase } from './http-erase.ts'
import { isExportPath, takeHttpExport } from './http-export.ts'
import { isDocumentPath, takeHttpRead } from './http-read.ts'
import { isUploadPath, takeHttpUpload } from './http-upload.ts'
import { answerTeacher, isTeacherPath } from './teacher/answer-teacher.ts'
import type { Authority } from './identity/authority.ts'
import type { HttpReply, PlainRequest } from './listener.ts'
import type { PageFiles } from './page-files.ts'

/** What the gateway's plain HTTP requests need of it. */
export interface HttpNeeds {
  readonly vitals: Vitals
  readonly bodies: BodyRoom
  readonly authority: Authority
  readonly connect: Connect
  readonly page: PageFiles
  readonly operations: Operations
  readonly telemetry: Telemetry
}

const welcome = `Tutor AI is running.

Page       /   in a browser
WebSocket  /ws/{client_id}   plain text, or subprotocol tutor.v1
Documents  /sessions/{client_id}/documents?name=lesson.pdf   POST with the document as body: PDF, docx, pptx, EPUB, HTML, Markdown, text
           /sessions/{client_id}/documents/{id}   GET: its text from ?start= on; /outline behind it: its headings
Learning   /sessions/{client_id}/export   GET: what is known of the learner, as xAPI statements
Session    /sessions/{client_id}   DELETE: everything of it, for good
Teachers   /teacher   in a browser
Operators  /admin   in a browser
Health     /healthz /readyz
`

/** What is asked of a session over HTTP. */
const sessionRoutes = [
  { matches: isUploadPath, method: 'POST', take: takeHttpUpload },
  { matches: isDocumentPath, method: 'GET', take: takeHttpRead },
  { matches: isExportPath, method: 'GET', take: takeHttpExport },
  { matches: isSessionPath, method: 'DELETE', take: takeHttpErase },
] as const

/** Answers the gateway's few plain HTTP requests. */
export function answerHttp(needs: HttpNeeds, request: PlainRequest): HttpReply | Promise<HttpReply> {
  const { vitals, authority, page } = needs
  const route = sessionRoutes.find(({ matches }) => matches(request.path))
  if (route) return vitals.isReady() ? (allow(request, [route.method]) ?? route.take(request, needs)) : stoppingReply()
  if (isOperatorPath(request.path)) return answerOperator(request, needs)
  if (isTeacherPath(request.path)) return vitals.isReady() ? (allow(request, ['GET']) ?? answerTeacher(request, needs)) : stoppingReply()
  const file = page.find(request)
  if (file) return allow(request, ['GET', 'HEAD']) ?? file
  switch (request.path) {
    case '/':
      return allow(request, ['GET', 'HEAD']) ?? { status: 200, body: welcome }
    case '/healthz':
      return allow(request, ['GET', 'HEAD']) ?? health(vitals, authority, request)
    case '/readyz':
      return allow(request, ['GET', 'HEAD']) ?? readiness(vitals)
    default:
      return authority.answer(request) ?? refusal(request.path.startsWith('/ws/') ? 'upgrade_required' : 'not_found')
  }
}

/** @returns the refusal of a request of another method */
function allow({ method }: PlainRequest, methods: readonly string[]): HttpReply | undefined {
  if (methods.includes(method)) return undefined
  return { ...refusal('method_not_allowed'), headers: { allow: methods.join(', ') } }
}
