import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { HttpReply, PlainRequest } from './listener.ts'

const builtPage = fileURLToPath(new URL('../../web/dist', import.meta.url))

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Nothing but what this server sends may run or be loaded, and no other page may frame this one. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Which file is behind an address of its own. */
const pages: Readonly<Record<string, string>> = { '/': '/index.html', '/admin': '/admin.html', '/teacher': '/teacher.html' }

const encodings = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const

interface PageFile {
  readonly headers: Readonly<Record<string, string>>
  readonly etag: string
  /** By the name of its encoding; as it is under the empty name. */
  readonly bytes: ReadonlyMap<string, Uint8Array>
}

/** The pages as they were built, in memory. Where they were not, there is none. */
export class PageFiles {
  /** By path. */
  readonly #files: ReadonlyMap<string, PageFile>

  /** @param folder with `index.html`; `NAME.br` and `NAME.gz` beside a file are the same, compressed */
  constructor(folder: string = builtPage) {
    this.#files = new Map(existsSync(folder) ? readFiles(folder) : [])
  }

  /** @returns nothing where there is no such file; at `/`, nothing for whoever does not ask for HTML */
  find({ path, wants }: Pick<PlainRequest, 'path' | 'wants'>): HttpReply | undefined {
    if (path === '/' && !wants.types.includes('text/html')) return undefined
    const file = this.#files.get(pages[path] ?? path)
    if (!file) return undefined
    const { headers, etag, bytes } = file
    if (wants.unless.split(',').some((each) => each.trim() === etag)) return { status: 304, body: '', headers: { ...headers, etag } }
    const encoding = encodings.find(({ name }) => bytes.has(name) && accepts(wants.encodings, name))?.name ?? ''
    return { status: 200, body: bytes.get(encoding)!, headers: { ...headers, etag, ...(encoding && { 'content-encoding': encoding }) } }
  }
}

/** @param header `Accept-Encoding`: names with commas between them, `;q=0` behind one that is not wanted */
function accepts(header: string, name: string): boolean {
  return header.split(',').some((each) => {
    const [encoding, weight = ''] = each.split(';').map((part) => part.trim())
    return encoding === name && !/^q=0(?:\.0*)?$/.test(weight)
  })
}

function* readFiles(folder: string): Iterable<[path: string, file: PageFile]> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  for (const name of names) {
    const type = types[extname(name)]
    if (type !== undefined) yield [`/${name}`, readFile(folder, name, type)]
  }
}

function readFile(folder: string, name: string, type: string): PageFile {
  const path = join(folder, name)
  const content = readFileSync(path)
  const packed = encodings.filter(({ suffix }) => existsSync(path + suffix))
  const hash = createHash('sha256').update(content).digest('base64url')
  return {
    // An asset's name holds its hash; one name never stands for two contents.
    headers: { ...securityHeaders, 'content-type': type, 'cache-control': name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache', vary: 'accept, accept-encoding' },
    etag: `W/"${hash}"`,
    bytes: new Map<string, Uint8Array>([['', content], ...packed.map(({ name: encoding, suffix }) => [encoding, readFileSync(path + suffix)] as const)]),
  }
}

const securityHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
}
