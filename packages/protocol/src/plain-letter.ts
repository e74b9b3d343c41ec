/**
 * What a plain-text client cannot say and its connection says for it: which of its questions a text is, and how far the
 * client has been shown the session's history. Both go in front of the text, `HEAD\nTEXT`, so that a text stays one string.
 */

/** A question of the client, by its number on the connection, from 1. */
export interface PlainQuestion {
  readonly number: number
  readonly text: string
}

/** Something for the client. */
export interface PlainTelling {
  /** The client has now been shown everything up to this event. */
  readonly seq?: number | undefined
  /** The number of the question that this answers. */
  readonly answered?: number | undefined
  /** What to send to the client, where there is something. */
  readonly text?: string | undefined
}

export function writeQuestion({ number, text }: PlainQuestion): string {
  return `${number}\n${text}`
}

export function readQuestion(letter: string): PlainQuestion {
  const end = letter.indexOf('\n')
  return { number: Number(letter.slice(0, end)), text: letter.slice(end + 1) }
}

export function writeTelling({ seq, answered, text }: PlainTelling): string {
  const head = `${seq ?? ''},${answered ?? ''}`
  return text === undefined ? head : `${head}\n${text}`
}

export function readTelling(letter: string): PlainTelling {
  const end = letter.indexOf('\n')
  const head = end < 0 ? letter : letter.slice(0, end)
  const comma = head.indexOf(',')
  return {
    seq: comma > 0 ? Number(head.slice(0, comma)) : undefined,
    answered: comma < head.length - 1 ? Number(head.slice(comma + 1)) : undefined,
    text: end < 0 ? undefined : letter.slice(end + 1),
  }
}
