import type { CallToolResult } from '@modelcontextprotocol/server'
import { errorTable, TutorError, type ErrorCode, type ErrorReport } from '@tutor/protocol'
import { z } from 'zod'

/** Retryable or not is for the table to say. */
const reportSchema = z.object({ code: z.enum(Object.keys(errorTable) as ErrorCode[]), message: z.string() })

/** The text says the same to clients that do not read structured content. */
export function successResult(value: object): CallToolResult {
  return { content: [{ type: 'text', text: JSON.stringify(value) }], structuredContent: value }
}

export function failureResult(report: ErrorReport): CallToolResult {
  return { content: [{ type: 'text', text: report.message }], structuredContent: report, isError: true }
}

/** The value of a {@link successResult}. @throws TutorError that of a {@link failureResult} */
export function valueOf({ isError, structuredContent }: CallToolResult): unknown {
  if (isError) throw reported(structuredContent)
  return structuredContent
}

/** What a failed call rejects with. A protocol error has the report of ours, if any, as its data. */
export function tutorErrorOf(thrown: unknown): TutorError {
  if (thrown instanceof TutorError) return thrown
  return reported(thrown instanceof Error && 'data' in thrown ? thrown.data : undefined, thrown)
}

function reported(report: unknown, cause?: unknown): TutorError {
  const { data } = reportSchema.safeParse(report)
  return new TutorError(data?.code ?? 'run_failed', data?.message, { cause })
}
