import type { PdfEncryption } from './pdf-encryption.ts'

interface PdfObject {
  readonly dictionary: string
  readonly stream?: Uint8Array
}

/** Collects the objects of a PDF and writes them with their cross-reference table. */
export class PdfFile {
  readonly #objects: PdfObject[] = []

  /** Number that the next added object will have. */
  get next(): number {
    return this.#objects.length + 1
  }

  /** @returns a reference to the object, `4 0 R` */
  add(dictionary: string, stream?: Uint8Array): string {
    this.#objects.push(stream ? { dictionary, stream } : { dictionary })
    return `${this.#objects.length} 0 R`
  }

  /** @param root reference to the catalog */
  write(root: string, encryption?: PdfEncryption): Uint8Array {
    // The comment's high bytes mark the file as binary, as the standard recommends.
    const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n', 'latin1')]
    let offset = parts[0]!.length
    const offsets: number[] = []
    const push = (part: Buffer): void => {
      parts.push(part)
      offset += part.length
    }
    for (const [index, object] of this.#objects.entries()) {
      offsets.push(offset)
      push(serialized(index + 1, object, encryption))
    }
    const lock = encryption ? ` /Encrypt ${encryption.dictionary} /ID [${encryption.fileId} ${encryption.fileId}]` : ''
    const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`)
    const table = `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${rows.join('')}`
    const start = offset
    const trailer = `trailer\n<< /Size ${offsets.length + 1} /Root ${root}${lock} >>\nstartxref\n${start}\n%%EOF\n`
    push(Buffer.from(`${table}${trailer}`, 'latin1'))
    return new Uint8Array(Buffer.concat(parts))
  }
}

function serialized(number: number, { dictionary, stream }: PdfObject, encryption: PdfEncryption | undefined): Buffer {
  if (!stream) return Buffer.from(`${number} 0 obj\n${dictionary}\nendobj\n`, 'latin1')
  const data = encryption?.encrypt(number, stream) ?? stream
  const head = `${number} 0 obj\n${dictionary.replace(/ ?>>$/, ` /Length ${data.length} >>`)}\nstream\n`
  return Buffer.concat([Buffer.from(head, 'latin1'), data, Buffer.from('\nendstream\nendobj\n', 'latin1')])
}
