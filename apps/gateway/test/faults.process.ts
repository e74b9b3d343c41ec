import { endOnFault } from '../src/end-on-fault.ts'
import { log } from '../src/log.ts'

// Logs errors that quote the first argument in every way that is known, then ends by one that nobody handles.
const canary = process.argv[2] ?? ''
endOnFault()

function attempt(quote: () => unknown): unknown {
  try {
    return quote()
  } catch (error) {
    return error
  }
}

const errors = [
  attempt(() => JSON.parse(canary)),
  attempt(() => new URL(canary)),
  attempt(() => decodeURIComponent(`%${canary}`)),
  new Error(`${canary}\n    at ${canary} (file:///etc/${canary}.ts:1:1)`),
  new Error('outer', { cause: new Error(canary, { cause: canary }) }),
  new AggregateError([new Error(canary), canary], canary),
  Object.assign(new Error('with fields'), { input: canary, body: { text: canary }, code: `${canary} ` }),
  Object.defineProperty(new Error('renamed'), 'name', { value: `${canary} Error` }),
  canary,
  { message: canary, stack: canary },
]
for (const err of errors) log.error({ err }, 'a fault')
log.error({ err: Object.assign(new Error('disk'), { code: 'ENOSPC', errno: -28, syscall: 'write' }), client: canary }, 'a failing disk')
log.warn({ token: canary, request: { authorization: canary } }, 'a mistake of ours')
log.info({ file: 'a\r\n{"level":60}' }, 'a line end')
void Promise.reject(new Error(canary))
