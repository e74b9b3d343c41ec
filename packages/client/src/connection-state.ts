/**
 * How things stand with the session, for a user interface:
 * - `connecting`: a socket is being opened
 * - `live`: every event there is has been received, and new ones come as they happen
 * - `stopping`: the same, but the server stops and is about to close the connection; what is asked now is answered by the
 *   next one, to which the connection comes back by itself
 * - `recovering`: the socket is there, but the session is being opened anew or missed events are still coming
 * - `offline`: no socket, for the `attempt`th time in a row; the next one is tried at `nextAttemptAt` (milliseconds
 *   since 1970)
 * - `closed`: it is over
 */
export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' | 'stopping' }
  | { readonly kind: 'recovering' }
  | { readonly kind: 'offline'; readonly attempt: number; readonly nextAttemptAt: number; readonly reason: Error }
  | { readonly kind: 'closed'; readonly reason: Error }
