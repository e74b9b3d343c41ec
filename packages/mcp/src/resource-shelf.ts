import type { Resource as McpResource, ReadResourceResult, ResourceTemplateType } from '@modelcontextprotocol/server'
import type { Resource } from './contribution.ts'

/** The variable stands at the end: nothing else is needed, and every address has one reading. */
const variable = /\{\w+\}$/

/** The resources of all sessions of a thread: which there are, and which one an address names. Immutable. */
export class ResourceShelf<Owner> {
  readonly #resources: readonly Resource<Owner>[]
  /** As MCP lists the families. */
  readonly templates: readonly ResourceTemplateType[]

  /** @throws Error when two resources have one address */
  constructor(resources: readonly Resource<Owner>[]) {
    const addresses = new Set(resources.map(stemOf))
    if (addresses.size < resources.length) throw new Error('Two resources have one address')
    this.#resources = resources
    this.templates = resources.filter(isFamily).map(({ uri, ...rest }) => ({ uriTemplate: uri, ...described(rest) }))
  }

  /** Every resource that there is now. */
  async list(owner: Owner): Promise<McpResource[]> {
    const lists = await Promise.all(this.#resources.map((resource) => listed(resource, owner)))
    return lists.flat()
  }

  /** @returns nothing where the address is of no resource. @throws TutorError where the family has no such member */
  async read(owner: Owner, uri: string): Promise<ReadResourceResult | undefined> {
    const resource = this.#find(uri)
    const value = resource && valueIn(uri, resource)
    if (!resource || value === undefined) return undefined
    const text = await resource.read(owner, value)
    return { contents: [{ uri, mimeType: resource.mimeType, text }] }
  }

  /** Of two that fit, `doc://{id}` and `doc://a/{id}` say, the longer one is meant. */
  #find(uri: string): Resource<Owner> | undefined {
    const fitting = this.#resources.filter((resource) => (isFamily(resource) ? uri.startsWith(stemOf(resource)) : uri === resource.uri))
    return fitting.toSorted((a, b) => stemOf(b).length - stemOf(a).length)[0]
  }
}

function isFamily({ uri }: { readonly uri: string }): boolean {
  return variable.test(uri)
}

function stemOf({ uri }: { readonly uri: string }): string {
  return uri.replace(variable, '')
}

function described({ name, title, description, mimeType }: Omit<Resource<unknown>, 'uri' | 'list' | 'read'>) {
  return { name, title, description, mimeType }
}

async function listed<Owner>(resource: Resource<Owner>, owner: Owner): Promise<McpResource[]> {
  if (!isFamily(resource)) return [{ uri: resource.uri, ...described(resource) }]
  const entries = (await resource.list?.(owner)) ?? []
  return entries.map(({ value, title }) => ({ uri: stemOf(resource) + encodeURIComponent(value), ...described(resource), title }))
}

/** @returns nothing for a value that is empty or not encoded as it should be */
function valueIn(uri: string, resource: { readonly uri: string }): string | undefined {
  if (!isFamily(resource)) return ''
  try {
    return decodeURIComponent(uri.slice(stemOf(resource).length)) || undefined
  } catch {
    return undefined
  }
}
