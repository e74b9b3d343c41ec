import type { HttpReply } from '../listener.ts'

/** Lets the browser show a page of this origin the reply: the server's own pages need none of it, those of others do. */
export function shareWith(origin: string, reply: HttpReply): HttpReply {
  return { ...reply, headers: { ...reply.headers, 'access-control-allow-origin': origin, vary: 'origin' } }
}

/** Answers what a browser asks before it sends a request with a token. */
export function preflight(origin: string): HttpReply {
  const headers = {
    'access-control-allow-methods': 'GET, HEAD, POST, DELETE',
    'access-control-allow-headers': 'authorization, content-type',
    'access-control-max-age': '600',
  }
  return shareWith(origin, { status: 200, body: '', headers })
}
