/** What a learner can type instead of a question; the same words work for every client. */
export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'documents' }
  | { readonly name: 'note'; readonly text: string }
  | { readonly name: 'remove'; readonly document: string }

export const commandHelp = [
  '/documents            list your documents',
  '/note TEXT            add a text to your documents',
  '/remove NAME          remove a document',
  '/help                 show this',
].join('\n')

/** @returns the command, or `undefined` where the text is a question (also `/etc is what?`) */
export function readCommand(text: string): Command | undefined {
  const match = /^\/(\w+)\s*([\s\S]*)$/.exec(text.trim())
  const argument = match?.[2] ?? ''
  switch (match?.[1]) {
    case 'help':
      return { name: 'help' }
    case 'documents':
      return { name: 'documents' }
    case 'note':
      return { name: 'note', text: argument }
    case 'remove':
      return { name: 'remove', document: argument }
    default:
      return undefined
  }
}
