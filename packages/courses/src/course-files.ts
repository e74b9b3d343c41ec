import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** The files of a folder that hold courses, by their names; none where there is no such folder. */
export async function courseFiles(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder)
    return names.filter((name) => /\.ya?ml$/i.test(name)).toSorted().map((name) => join(folder, name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
