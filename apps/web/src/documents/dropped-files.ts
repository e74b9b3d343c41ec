/** What was dropped onto the page. */
export interface Dropped {
  readonly files: readonly File[]
  /** Names of folders: a browser hands them over as files that cannot be read. */
  readonly folders: readonly string[]
}

export function filesOf({ items }: Pick<DataTransfer, 'items'>): Dropped {
  const files: File[] = []
  const folders: string[] = []
  for (const item of items) {
    const file = item.getAsFile()
    if (!file) continue
    if (item.webkitGetAsEntry()?.isDirectory) folders.push(file.name)
    else files.push(file)
  }
  return { files, folders }
}
