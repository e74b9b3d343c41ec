/** The model that the settings name cannot be started. The message is for the operator, and says what to do. */
export class ModelStartError extends Error {
  override readonly name = 'ModelStartError'
}
