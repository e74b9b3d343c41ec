/** To the process of a local model, once it runs. */
export interface LocalStart {
  readonly path: string
  readonly threads: number
  readonly apiKey: string
  /** 0 lets the system choose. */
  readonly port: number
}

/** From it, once. */
export type LocalStarted = { readonly started: true; readonly port: number } | { readonly started: false; readonly message: string }
