/** A file of the user that cannot be read, or written. */
export class FileError extends Error {
  override readonly name = 'FileError'
  readonly code: 'file_unreadable' | 'file_unwritable'

  constructor(code: FileError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
