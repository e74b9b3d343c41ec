import { describeLength, type DocumentSummary } from '@tutor/protocol'
import { useState, type DragEvent } from 'react'
import { filesOf } from './dropped-files.ts'

interface DocumentsProps {
  readonly documents: readonly DocumentSummary[]
  readonly say: (text: string) => boolean
  /** @param onProgress from 0 to 1 */
  readonly add: (file: File, onProgress: (part: number) => void) => Promise<void>
}

type Upload = { readonly name: string } & ({ readonly part: number } | { readonly failure: string })

export function Documents({ documents, say, add }: DocumentsProps) {
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const put = (upload: Upload) => setUploads((all) => [...all.filter(({ name }) => name !== upload.name), upload])
  const take = async ({ files, refused }: ReturnType<typeof filesOf>) => {
    for (const name of refused) put({ name, failure: 'This is a folder. Drop the files in it instead.' })
    for (const file of files) {
      put({ name: file.name, part: 0 })
      try {
        await add(file, (part) => put({ name: file.name, part }))
        setUploads((all) => all.filter(({ name }) => name !== file.name))
      } catch (error) {
        put({ name: file.name, failure: error instanceof Error ? error.message : String(error) })
      }
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    void take(filesOf(event.dataTransfer))
  }
  return (
    <section className="documents" aria-label="Documents" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <h2>Documents</h2>
      <label className="drop">Drop notes here, or choose files
        <input type="file" multiple onChange={({ target }) => void take({ files: [...(target.files ?? [])], refused: [] }).then(() => (target.value = ''))} />
      </label>
      <ul>
        {uploads.map((upload) => (
          <li key={upload.name}>{upload.name} {'failure' in upload ? <span role="alert">{upload.failure}</span> : <progress aria-label={`Adding ${upload.name}`} value={upload.part} />}</li>
        ))}
        {documents.map((document) => (
          <li key={document.id}>{document.name} <small>{describeLength(document)}</small> <button aria-label={`Remove ${document.name}`} onClick={() => say(`/remove ${document.name}`)}>Remove</button></li>
        ))}
      </ul>
    </section>
  )
}
