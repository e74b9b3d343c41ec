import { limits } from '@tutor/protocol'

/** The gateway's settings, for every uWebSockets.js server that it is compared with. Compression is off. */
export const socketSettings = {
  compression: 0,
  maxPayloadLength: 16 * limits.messageBytes,
  maxBackpressure: 1024 * 1024,
  idleTimeout: 60,
} as const

/** Where to listen, told by the benchmark. */
export const host = process.env.HOST ?? '127.0.0.1'
export const port = Number(process.env.PORT ?? 0)
