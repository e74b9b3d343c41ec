import type { Command, CommandName } from './command.ts'

/** Words that people type in the place of a command. The part in brackets, if there is one, is its argument. */
const phrases: readonly (readonly [CommandName, RegExp])[] = [
  ['reveal', /^(?:please )?(?:(?:can|could) you )?(?:please )?(?:just )?(?:tell|give|show) me(?: what)?(?: the)?(?: full| right| correct)? ?(?:answer|solution|it is)?(?: please)?$|^i give up$|^what(?:'s| is) the (?:answer|solution)$|^solve it(?: for me)?$/],
  ['hint', /^(?:please )?(?:(?:can|could) (?:you give me|i (?:have|get)) )?(?:give me )?(?:a |an?other |the next |one more )?(?:hint|clue|tip)(?: please)?$|^help(?: me)?(?: please)?$|^i(?:'m| am) stuck$|^i (?:really )?(?:don't|dont|do not) (?:know|get it|understand)(?: it| this| how)?$|^(?:idk|no (?:idea|clue))$/],
  ['explain', /^explain(?: (?:it|this|that))?(?: to me)?$|^explain ((?!how|why|what|when|where|who)\S.{1,60})$/],
  ['example', /^(?:show me |give me )?an?(?:other)? (?:worked )?example(?: please)?$/],
  ['skip', /^skip(?: (?:it|this(?: one| question)?))?$/],
  ['next', /^(?:next(?: (?:one|question))?|go on|continue|carry on|weiter)(?: please)?$/],
  ['stop', /^(?:stop|quit|cancel|enough|(?:i(?:'m| am) )?done for today|end (?:the )?(?:quiz|lesson|exam))$/],
  ['start', /^(?:let's |lets )?(?:start|begin|go)(?: learning)?$|^teach me$|^i want to learn$/],
  ['learn', /^(?:teach me|i want to learn|let's learn) (?:about )?(\S.{1,60})$/],
  ['quiz', /^(?:quiz|test) me$|^(?:quiz|test) me (?:on|about) (?:my )?(\S.{0,60})$/],
  ['review', /^(?:let's |lets )?(?:review|revise)$|^what(?:'s| is) due$/],
  ['exam', /^(?:a |the )?mock exam$/],
  ['today', /^what (?:should|can|shall|do) i (?:do|learn) (?:today|now|next)$|^(?:my |the )?plan for today$/],
  ['plan', /^(?:make (?:me )?a plan|plan)(?: for)? (\S.{0,100})$|^(?:i have (?:an )?|my )?exam (?:is )?((?:in|on|by) \S.{0,60})$/],
  ['progress', /^how am i doing$|^(?:show (?:me )?)?my progress$|^what do you know about me$/],
  ['forget', /^(?:forget|delete) (everything|all)(?: (?:that )?you know about me)?$/],
  ['export', /^export (?:my data|everything)$/],
  ['courses', /^(?:what |which |list (?:the )?)courses(?: are there| do you have)?$/],
  ['documents', /^(?:list |show (?:me )?)?my (?:documents|notes)$/],
]

/** Characters. Nothing longer is a phrase, and the patterns take a time that grows faster than the text. */
const longestPhrase = 160

/** The command that a short message in plain words means, if it does. */
export function readPhrase(text: string): Command | undefined {
  const trimmed = text.trim()
  if (trimmed.length > longestPhrase) return undefined
  const plain = trimmed.toLowerCase().replace(/[’]/g, "'").replace(/[.!?]+$/, '').replace(/\s+/g, ' ')
  for (const [name, pattern] of phrases) {
    const match = pattern.exec(plain)
    if (match) return { name, argument: match.slice(1).find((each) => each !== undefined) ?? '' }
  }
  return undefined
}
