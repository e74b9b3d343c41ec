import type { Prompt as McpPrompt, Tool as McpTool } from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { Prompt, Resource } from './contribution.ts'
import { ResourceShelf } from './resource-shelf.ts'
import type { Tool } from './tool.ts'

/** What the agents of a session contribute to its server. */
export interface Contributions<Owner> {
  readonly tools: readonly Tool<Owner>[]
  readonly resources?: readonly Resource<Owner>[]
  readonly prompts?: readonly Prompt<Owner>[]
}

/** What the servers of all sessions of a thread offer, with the JSON Schemas made once. Immutable. */
export class Catalogue<Owner> {
  /** The tools as MCP lists them. Frozen through and through, since every session answers with these very objects. */
  readonly definitions: readonly McpTool[]
  readonly resources: ResourceShelf<Owner>
  /** As MCP lists them. */
  readonly prompts: readonly McpPrompt[]
  readonly #tools = new Map<string, Tool<Owner>>()
  readonly #prompts: ReadonlyMap<string, Prompt<Owner>>

  /** @throws Error when two tools have one name, or two resources one address */
  constructor({ tools, resources = [], prompts = [] }: Contributions<Owner>) {
    for (const tool of tools) {
      if (this.#tools.has(tool.name)) throw new Error(`Two tools are named ${tool.name}`)
      this.#tools.set(tool.name, tool)
    }
    this.definitions = deepFreeze(tools.map(definitionOf))
    this.resources = new ResourceShelf(resources)
    this.#prompts = new Map(prompts.map((prompt) => [prompt.name, prompt]))
    this.prompts = deepFreeze(prompts.map(promptDefinition))
  }

  find(name: string): Tool<Owner> | undefined {
    return this.#tools.get(name)
  }

  findPrompt(name: string): Prompt<Owner> | undefined {
    return this.#prompts.get(name)
  }
}

function definitionOf<Owner>({ name, title, description, input }: Tool<Owner>): McpTool {
  // The two libraries describe the same JSON Schema by types that do not meet.
  const inputSchema = z.toJSONSchema(input, { io: 'input' }) as McpTool['inputSchema']
  return { name, title, description, inputSchema }
}

function promptDefinition<Owner>({ name, title, description, input }: Prompt<Owner>): McpPrompt {
  const fields = Object.entries(input.shape)
  const parameters = fields.map(([field, type]) => ({
    name: field,
    ...(type.description !== undefined && { description: type.description }),
    required: !type.safeParse(undefined).success,
  }))
  return { name, title, description, arguments: parameters }
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze)
  return value
}
