/**
 * What one peer may send. Every limit of the wire stands here; the server tells a native client the ones it needs
 * in its `hello`.
 */
export const limits = {
  /** Longest text frame, in UTF-8 bytes. A longer one closes the connection with 1009. */
  messageBytes: 65_536,
  /** Longest client id, in characters after percent-decoding. */
  clientIdLength: 128,
  /** Longest run, message or upload id, in characters. */
  idLength: 128,
  /** Longest document name, in characters. */
  documentNameLength: 255,
  /** Largest document, in bytes. */
  documentBytes: 32 * 1024 * 1024,
  /** Most bytes of a document in one `upload_chunk`, before base64. */
  chunkBytes: 32_768,
  /** Most characters of a document in one `document_text`, and how many there are where no number is asked for. */
  readCharacters: 32_768,
  /** Parts of documents and outlines that one connection may wait for at a time. */
  openReads: 4,
  /** Runs of one session that may wait behind the one being answered. */
  queuedRuns: 32,
  /** The last messages of a session, so many at least, are known by their ids: one that is sent again is not answered again. */
  rememberedMessages: 256,
  /** Most bytes of events in one page of a replay, about; one event more may go with them. */
  replayBytes: 262_144,
  /** Uploads one connection may have open at a time. */
  openUploads: 4,
  /** Most bytes of documents that may be arriving in one session, over all its connections; those that are being read included. */
  arrivingBytes: 64 * 1024 * 1024,
  /** Documents one session may hold. */
  documents: 200,
  /** Most bytes of all documents of one session. */
  sessionDocumentBytes: 256 * 1024 * 1024,
  /** Documents of one session that may wait to be added behind the one being added. */
  waitingDocuments: 8,
} as const
