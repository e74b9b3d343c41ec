export { Catalogue } from './catalogue.ts'
export { loadServer, SessionServer } from './session-server.ts'
export type { ToolClient, ToolDefinition } from './tool-client.ts'
export type { Tool, ToolContext } from './tool.ts'
