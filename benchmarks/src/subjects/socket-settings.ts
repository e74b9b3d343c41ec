import { limits } from '@tutor/protocol'

/** The settings of the gateway's sockets, for every uWebSockets.js server that it is compared with. Compression is off. */
export const socketSettings = { compression: 0, maxPayloadLength: limits.messageBytes, idleTimeout: 120 } as const

/** Where the load goes, told by the benchmark. */
export const host = process.env.HOST ?? '127.0.0.1'
export const port = Number(process.env.PORT ?? 0)
