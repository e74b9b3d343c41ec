export type LoadFailureCode =
  | 'address_refused'
  | 'plan_out_of_bounds'
  | 'files_too_few'
  | 'connect_failed'
  | 'handshake_refused'
  | 'frame_invalid'
  | 'connection_lost'
  | 'answer_wrong'
  | 'answer_missing'
  | 'placement_unknown'
  | 'client_lost'

/** Why a load could not be applied, or what the server did wrong under it. */
export class LoadFailure extends Error {
  override readonly name = 'LoadFailure'
  readonly code: LoadFailureCode

  constructor(code: LoadFailureCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
