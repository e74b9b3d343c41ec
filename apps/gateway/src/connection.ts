import { errorTable, closeCodes, encodeServerMessage, limits, pingFrame, pongFrame, reportOf, TutorError, type ErrorCode, type ErrorReport } from '@tutor/protocol'
import type { DialectName } from '@tutor/session'
import { randomUUID } from 'node:crypto'
import type { Allowance } from './admission/allowance.ts'
import type { Seat } from './admission/seats.ts'
import type { ConnectionTable } from './connection-table.ts'
import type { Authority } from './identity/authority.ts'
import type { Identity } from './identity/identity.ts'
import type { Line } from './line.ts'
import { maxBufferedBytes, sent, type Socket, type SocketHandler } from './listener.ts'
import { NativeLine } from './native-line.ts'
import { PlainLine } from './plain-line.ts'
import type { SessionHandle } from './session-handle.ts'
import type { SessionRegistry } from './session-registry.ts'
import type { SessionLink } from './worker-pool.ts'

export interface ConnectionOptions {
  /** The connection's channel on its thread's link. */
  readonly number: number
  readonly clientId: string
  readonly dialect: DialectName
  readonly registry: SessionRegistry
  readonly table: ConnectionTable
  readonly seat: Seat
  /** Absent for a connection of the gateway's own. */
  readonly allowance?: Allowance
  /** Under which it was admitted. */
  readonly identity: Identity
  readonly authority: Pick<Authority, 'entered' | 'left'>
  readonly watch: ConnectionWatch
}

/** Told what the server's operator should know of connections. */
export interface ConnectionWatch {
  /** So long after its client had said something the session had something to say to it. */
  replied(ms: number): void
  /** A client was sent away for what it did, or since there was no room. */
  refused(code: ErrorCode): void
}

/** Seconds, even, for which a client may send nothing whole: while its session is awake, and while it sleeps. */
export interface Patience {
  readonly awake: number
  readonly asleep: number
}

type ConnectionState =
  | { readonly status: 'upgrading' }
  | { readonly status: 'open'; readonly socket: Socket; session?: SessionHandle }
  | { readonly status: 'closed' }

/**
 * What the session knows of the connection: nothing, not even its client; all there is; or its client, who missed
 * nothing (the session slept) or perhaps something (it was lost).
 */
type Standing = 'stranger' | 'joined' | 'left-asleep' | 'left-lost'

/** Characters that may wait for a thread: one that hangs is found and ended before honest clients have sent so much. */
const maxQueuedCharacters = 32 * 1024 * 1024

/** When a thread that is so far behind may be well again, in ms. */
const behindRetryMs = 5_000

/** Connection numbers begin anew with each process; this tells those of one from those of another. */
const processName = randomUUID().slice(0, 8)

/** What a client sends may begin with a byte order mark; it is a part of it. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

const recoveringFrame = encodeServerMessage({ type: 'recovering' })

/** One client's socket and its place at a session, which may sleep and fail and come back meanwhile. */
export class Connection implements SocketHandler {
  readonly number: number
  readonly #options: ConnectionOptions
  readonly #line: Line
  #state: ConnectionState = { status: 'upgrading' }
  #standing: Standing = 'stranger'
  /** The second of the table's clock in which it last was heard of: a whole message, or the answer to a ping. */
  #heardAt: number
  /** When its client said what nothing has come back for (ms, monotonic), or 0. */
  #askedAt = 0

  constructor(options: ConnectionOptions) {
    this.number = options.number
    this.#options = options
    this.#heardAt = options.table.second
    this.#line = options.dialect === 'plain' ? new PlainLine() : new NativeLine()
  }

  /** Whether it has something to tell the session that has not left. */
  get isWaiting(): boolean {
    return this.#line.isWaiting || this.#standing === 'stranger'
  }

  /** Texts that wait for the session. */
  get waiting(): number {
    return this.#line.waiting
  }

  /** The second of the table's clock in which the client last was heard of. */
  get heardAt(): number {
    return this.#heardAt
  }

  /** Whether its session's thread is behind, so that who can wait before it sends more should. */
  get isCongested(): boolean {
    return this.#queuedCharacters > maxQueuedCharacters / 8
  }

  opened(socket: Socket): void {
    const { clientId, registry, table, authority, identity } = this.#options
    const state: ConnectionState = { status: 'open', socket }
    this.#state = state
    table.add(this)
    authority.entered(this, identity)
    if (this.#state !== state) return
    try {
      state.session = registry.join(clientId, this)
    } catch (error) {
      this.#turnAway(reportOf(error, 'session_failed'))
    }
  }

  text(bytes: ArrayBuffer): void {
    const state = this.#state
    if (state.status !== 'open') return
    if (bytes.byteLength > limits.messageBytes) return this.#refuse('message_too_large')
    if (!this.#admits(bytes.byteLength)) return
    if (this.#queuedCharacters > maxQueuedCharacters) return this.#turnAway(new TutorError('server_overloaded', undefined, { retryAfterMs: behindRetryMs }).report())
    const text = decoder.decode(bytes)
    if (text === pingFrame && this.#line.dialect === 'native') return this.#send([pongFrame])
    if (this.#askedAt === 0) this.#askedAt = performance.now()
    const letter = this.#line.compose(text)
    if (letter === undefined || (!state.session?.send(this, letter) && !this.#line.hold(letter))) this.#refuse('server_overloaded')
  }

  binary(bytes: number): void {
    if (this.#admits(bytes)) this.#tell(new TutorError('binary_unsupported').report())
  }

  signalled(bytes: number): void {
    this.#admits(bytes)
  }

  /**
   * Lets go of a client that has sent nothing whole for too long: it is asked for a sign of life half-way. The socket layer
   * counts every byte as one, so that a frame that comes byte by byte would keep a connection for ever.
   */
  checkSilence({ awake, asleep }: Patience): void {
    const state = this.#state
    if (state.status !== 'open') return
    const patience = this.#standing === 'left-asleep' ? asleep : awake
    const silence = this.#options.table.second - this.#heardAt
    if (silence === patience / 2) state.socket.ping()
    if (silence < patience) return
    this.closed()
    // Not by a close frame: a socket that is only half closed lives on with every byte that comes.
    state.socket.close()
  }

  /** Tells the client something that is not the session's. Plain text has no words for it. */
  announce(frame: string): void {
    if (this.#line.dialect === 'native') this.#send([frame])
  }

  /** Takes what the session says to the client. */
  deliver(letters: string | readonly string[]): void {
    if (this.#askedAt !== 0) this.#replied()
    const frames = this.#line.hear(typeof letters === 'string' ? [letters] : letters)
    if (frames.length > 0) this.#send(frames)
  }

  /** The session is awake: introduces the connection where it is not known. */
  join(link: SessionLink, session: number): void {
    const standing = this.#standing
    if (standing === 'joined') return
    this.#standing = 'joined'
    const missed = standing === 'left-lost' ? this.#line.shown : undefined
    link.send(this.number, {
      type: 'attach',
      session,
      dialect: this.#line.dialect,
      name: `${processName}-${this.number}`,
      greeting: standing === 'left-asleep' ? 'none' : 'hello',
      ...(missed !== undefined && { shown: missed }),
    })
  }

  /** Tells the session what has waited for it. Order: after the connection has joined. */
  tellHeld(link: SessionLink): void {
    for (const letter of this.#line.takeHeld()) link.send(this.number, letter)
  }

  /** The session sleeps; nothing was missed. */
  sessionSlept(): void {
    if (this.#standing === 'joined') this.#standing = 'left-asleep'
  }

  /** The session's thread has failed; it is being opened anew. */
  sessionLost(): void {
    if (this.#standing === 'stranger' || this.#standing === 'left-lost') return
    this.#standing = 'left-lost'
    this.announce(recoveringFrame)
  }

  /** Closes the connection with the error's close code, its name as the reason. Idempotent. */
  fail(code: ErrorCode): void {
    const state = this.#state
    if (state.status !== 'open') return
    this.closed()
    state.socket.end(errorTable[code].close ?? closeCodes.internalError, code)
  }

  closed(): void {
    const state = this.#state
    this.#state = { status: 'closed' }
    this.#options.table.remove(this)
    this.#options.seat.leave()
    this.#options.authority.left(this)
    if (state.status === 'open' && state.session) this.#options.registry.leave(state.session, this)
  }

  get #queuedCharacters(): number {
    return this.#state.status === 'open' ? (this.#state.session?.queuedCharacters ?? 0) : 0
  }

  /** @returns whether what the client has sent may pass; where it may not, the client has been told, or is closed */
  #admits(bytes: number): boolean {
    const { allowance, table } = this.#options
    this.#heardAt = table.second
    if (!allowance || allowance.take(bytes)) return true
    const excess = allowance.excess()
    if (excess.status === 'dropped') return false
    const report = new TutorError('rate_limited', undefined, excess).report()
    if (excess.status === 'closed') this.#turnAway(report)
    else this.#tell(report)
    return false
  }

  #tell(report: ErrorReport): void {
    this.#send([this.#line.dialect === 'native' ? encodeServerMessage({ type: 'error', ...report }) : `Error (${report.code}): ${report.message}`])
  }

  /** Says when it may be worth another try, where that is known, and closes. */
  #turnAway(report: ErrorReport): void {
    if (report.retryAfterMs !== undefined && this.#line.dialect === 'native') this.#tell(report)
    this.#refuse(report.code)
  }

  #refuse(code: ErrorCode): void {
    this.#options.watch.refused(code)
    this.fail(code)
  }

  /** A plain client's reply is the whole answer. */
  #replied(): void {
    if (this.#line.dialect === 'native') this.#options.watch.replied(performance.now() - this.#askedAt)
    this.#askedAt = 0
  }

  /** A client that does not take what it is sent is closed: it gets the rest when it comes back and resumes. */
  #send(frames: readonly string[]): void {
    const state = this.#state
    if (state.status !== 'open') return
    const { socket } = state
    if (frames.length === 1) {
      if (socket.send(frames[0]!) === sent) return
    } else {
      socket.cork(() => frames.forEach((frame) => socket.send(frame)))
    }
    if (socket.getBufferedAmount() > maxBufferedBytes) this.#refuse('slow_reader')
  }
}
