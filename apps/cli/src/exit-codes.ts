/** What the process tells the shell. */
export const exitCodes = {
  ok: 0,
  /** A run, a document or the connection failed. */
  failed: 1,
  /** The command line makes no sense. */
  usage: 2,
  /** There is no gateway at the address. */
  cannotConnect: 3,
  /** Ctrl-C, as shells number it: 128 + SIGINT. */
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
