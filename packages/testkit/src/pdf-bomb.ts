import { deflateSync } from 'node:zlib'
import { PdfFile } from './pdf-file.ts'

const mebibyte = 1024 * 1024

/** How the content of a page is packed: unpacked by pdf.js in native code over many turns, or by itself in one turn. */
export type BombPacking = 'deflate' | 'run-length'

/** A PDF of a few KB whose one page unpacks to so many MiB of spaces. */
export function buildPdfBomb(packing: BombPacking, mebibytes: number): Uint8Array {
  const file = new PdfFile()
  const packed = packing === 'deflate' ? deflatedSpaces(mebibytes) : deflatedRuns(mebibytes)
  const filters = packing === 'deflate' ? '/FlateDecode /FlateDecode' : '/FlateDecode /FlateDecode /RunLengthDecode'
  const content = file.add(`<< /Filter [${filters}] >>`, deflateSync(packed))
  const tree = `${file.next + 1} 0 R`
  const page = file.add(`<< /Type /Page /Parent ${tree} /MediaBox [0 0 595 842] /Resources << >> /Contents ${content} >>`)
  file.add(`<< /Type /Pages /Kids [${page}] /Count 1 >>`)
  return file.write(file.add(`<< /Type /Catalog /Pages ${tree} >>`))
}

function deflatedSpaces(mebibytes: number): Uint8Array {
  return deflateSync(Buffer.alloc(mebibytes * mebibyte, ' '), { level: 1 })
}

/** Each run is two bytes that stand for 128. */
function deflatedRuns(mebibytes: number): Uint8Array {
  return deflateSync(Buffer.alloc((mebibytes * mebibyte) / 64, Uint8Array.of(129, 0x20)))
}
