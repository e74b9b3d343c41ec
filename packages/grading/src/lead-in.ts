const leadIn = /^(?:(?:so|then|hence|first|next|now|well|i(?:['’]d| would) say|ok(?:ay)?|i (?:think|believe|guess|say|get|got|choose|pick)|maybe|probably|it['’]?s|(?:it|that|this|the \p{L}+) (?:is|are|was|costs?|takes?|weighs?|equals)|that['’]?s|(?:my |the )?(?:final )?(?:answer|result|solution|term|value|sum|number) (?:is|=|:)|(?:answer|result|solution):?)(?=[\s:,=]|$)[\s:,]*)+/iu

/** What somebody says before the answer itself: `I think it is 5.` becomes `5`. */
export function withoutLeadIn(answer: string): string {
  const trimmed = answer.trim().replace(/^(\*\*|__|["“”'])(.*)\1$/s, '$2')
  const rest = trimmed.replace(leadIn, '').trim()
  return rest === '' ? trimmed : rest.replace(/(?<=[^.])[.!]$/, '')
}
