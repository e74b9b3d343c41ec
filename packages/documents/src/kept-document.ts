import type { DocumentSummary } from '@tutor/protocol'

/** What has to be remembered of a document for a library to have it back. */
export interface KeptDocument {
  /** Its id is the hash of the blob with the original bytes. */
  readonly summary: DocumentSummary
  /** Hash of the blob with what was read out of the original. Without that blob it is read again. */
  readonly reading: string
}

/** Bytes to be kept under their SHA-256, in hex. */
export interface DocumentBlob {
  readonly hash: string
  readonly bytes: Uint8Array
}

export interface AddedDocument extends KeptDocument {
  /** The original and its reading, for the vault; nothing when the document was there already. */
  readonly blobs: readonly DocumentBlob[]
}
