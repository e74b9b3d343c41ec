import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildPdf, sampleLesson } from '@tutor/testkit'

/** A folder with documents of a learner. Disposing it removes it. */
export class Material implements AsyncDisposable {
  readonly #folder: string

  static async create(): Promise<Material> {
    const material = new Material(await mkdtemp(join(tmpdir(), 'tutor-cli-')))
    await material.write('lesson.pdf', buildPdf({ pages: sampleLesson }))
    return material
  }

  private constructor(folder: string) {
    this.#folder = folder
  }

  path(name: string): string {
    return join(this.#folder, name)
  }

  async write(name: string, content: string | Uint8Array): Promise<string> {
    await writeFile(this.path(name), content)
    return this.path(name)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true })
  }
}

/** A question of which `lesson.pdf` tells the answer, what that is, and where it stands. */
export const lessonQuestion = {
  question: 'Where do the light reactions take place?',
  quote: 'The light reactions take place in the thylakoid membranes of the chloroplast.',
  source: '[1] lesson.pdf, page 2: “The light reactions',
}
