import type { Tool as McpTool } from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { Tool } from './tool.ts'

/** The tools of all sessions of a thread, with their JSON Schemas made once. Immutable. */
export class Catalogue<Owner> {
  /** As MCP lists them. Frozen through and through, since every session answers with these very objects. */
  readonly definitions: readonly McpTool[]
  readonly #tools = new Map<string, Tool<Owner>>()

  /** @throws Error when two tools have one name */
  constructor(tools: readonly Tool<Owner>[]) {
    for (const tool of tools) {
      if (this.#tools.has(tool.name)) throw new Error(`Two tools are named ${tool.name}`)
      this.#tools.set(tool.name, tool)
    }
    this.definitions = deepFreeze(tools.map(definitionOf))
  }

  find(name: string): Tool<Owner> | undefined {
    return this.#tools.get(name)
  }
}

function definitionOf<Owner>({ name, title, description, input }: Tool<Owner>): McpTool {
  // The two libraries describe the same JSON Schema by types that do not meet.
  const inputSchema = z.toJSONSchema(input, { io: 'input' }) as McpTool['inputSchema']
  return { name, title, description, inputSchema }
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze)
  return value
}
