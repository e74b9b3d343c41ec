/** Prints how many modules of the MCP SDK are loaded before and after a session's first use of a tool. */
import { registerHooks } from 'node:module'

let loaded = 0
registerHooks({
  load(url, context, next) {
    if (url.includes('@modelcontextprotocol')) loaded++
    return next(url, context)
  },
})

const { SessionServer } = await import('../src/index.ts')
const { Desk, deskCatalogue } = await import('./desk.ts')

const unused = new SessionServer(deskCatalogue, new Desk(), () => {})
unused.client('a')
await unused.close()
const before = loaded

const used = new SessionServer(deskCatalogue, new Desk(), () => {})
await used.client('a').call('desk.note', { text: 'hello' })
await used.close()
console.log(JSON.stringify({ before, after: loaded }))
