import { documentTools, type DocumentAgent, type Tools } from '../src/index.ts'

/** The tools without MCP between them: the same definitions, called directly. A full implementation of the seam. */
export class DirectTools implements Tools {
  readonly calls: { name: string; input: object }[] = []
  document: DocumentAgent | undefined

  async list() {
    return documentTools.map(({ name, description }) => ({ name, description, inputSchema: { type: 'object' } }))
  }

  async call(name: string, input: object, signal = new AbortController().signal): Promise<unknown> {
    signal.throwIfAborted()
    this.calls.push({ name, input })
    const tool = documentTools.find((each) => each.name === name)
    if (!tool || !this.document) throw new Error(`no tool ${name}`)
    // As over MCP, the tool runs in a later turn.
    await new Promise(setImmediate)
    return tool.run({ document: this.document }, tool.input.parse(input), { signal })
  }
}
