export { courseText } from './course-text.ts'
export { callTool, failWith, say, stall, waitFor, type ModelReply, type ModelStep } from './model-step.ts'
export { ScriptedModel } from './scripted-model.ts'
export { anthropicMessages } from './anthropic-messages.ts'
export type { ModelWire, WireRequest } from './model-wire.ts'
export { openAiResponses } from './openai-responses.ts'
export {
  startModelServer,
  startWireServer,
  type ModelServer,
  type ModelServerOptions,
  type ModelServerRequest,
  type ServerStep,
} from './model-server.ts'
export { buildPdf, buildPdfWithoutText, truncate, type PdfContent } from './pdf-builder.ts'
export { buildDocx, type DocxBlock } from './docx-builder.ts'
export { buildEpub, type EpubContent, type EpubText } from './epub-builder.ts'
export { buildPptx, type PptxSlide } from './pptx-builder.ts'
export { buildZip } from './zip-builder.ts'
export { sampleLesson } from './sample-lesson.ts'
export { buildPdfBomb, type BombPacking } from './pdf-bomb.ts'
export { tinyGguf } from './tiny-gguf.ts'
export { foreignQuestions, lessonQuestions } from './lesson-questions.ts'
