import type { Item } from '@tutor/protocol'

/** Names of the fields as the file has them. */
type HintName = 'question' | 'pointer' | 'rule' | 'first_step'

/** Hints that hold the answer in so many words, and the task does not. A first step may. */
export function findGiveaway({ answer, hints, prompt }: Item): readonly { readonly hint: HintName; readonly found: string }[] {
  const answers = wordings(answer).filter((wording) => !contains(prompt, wording))
  const texts = { question: hints.question, pointer: hints.pointer, rule: hints.rule }
  return (Object.entries(texts) as [HintName, string][]).flatMap(([hint, text]) => answers.filter((wording) => contains(text, wording)).map((found) => ({ hint, found })))
}

/** `the answer is 4`: of what is too short to be looked for anywhere. */
const claims = (value: string): readonly string[] => ['answer is', 'solution is', 'result is', 'answer:', 'solution:'].map((claim) => `${claim} ${value}`)

function wordings(answer: Item['answer']): readonly string[] {
  switch (answer.kind) {
    case 'text':
      return answer.accept
    case 'number':
      // A digit stands in every other rule.
      return answer.value.length > 1 ? [answer.value] : claims(answer.value)
    case 'algebra':
      return answer.expression.length > 2 ? [answer.expression] : []
    case 'equation':
      return answer.solutions === 'all' ? [] : answer.solutions.map((value) => `${answer.variable} = ${value}`)
    case 'choice':
      return [...claims(answer.correct), `choose ${answer.correct}`]
    case 'points':
    case 'code':
      return []
  }
}

function contains(text: string, wording: string): boolean {
  const plain = (raw: string): string => raw.toLowerCase().replace(/[`$]/g, '').replace(/\s+/g, ' ').replace(/ ?([-+*/^=()]) ?/g, '$1')
  // `12` is neither in `312` nor in `12.5`.
  return new RegExp(String.raw`(?<![\w/]|\d\.)${plain(wording).replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)}(?![\w/]|\.\d)`).test(plain(text))
}
