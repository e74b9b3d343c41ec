/** Another process, or another store of this one, has the data folder. For the operator. */
export class StoreLockedError extends Error {
  override readonly name = 'StoreLockedError'

  constructor(folder: string, options?: ErrorOptions) {
    super(`The data folder ${folder} is in use by another server. Stop that one, or give this one a folder of its own.`, options)
  }
}

/** The data folder was written by a later version of this program. For the operator. */
export class StoreTooNewError extends Error {
  override readonly name = 'StoreTooNewError'

  constructor(folder: string, found: number, known: number) {
    super(
      `The data folder ${folder} has format ${found}, and this version of the tutor knows formats up to ${known}. ` +
        'Start the newer version again, or bring back a backup of the older one.',
    )
  }
}

/** What is in the data folder cannot be read as a whole. For the operator. */
export class StoreDamagedError extends Error {
  override readonly name = 'StoreDamagedError'

  constructor(folder: string, options?: ErrorOptions) {
    super(`The database in the data folder ${folder} is damaged. Move the folder away and bring back a backup.`, options)
  }
}
