import type { HintRefusal, OpenQuestion } from '@tutor/protocol'

export const noHelpText = 'There is no help in this one: it is to show what you can do alone. /stop ends it.'

/** Why there is no help now, and what gets it. */
export function refusalText(reason: HintRefusal, question: Pick<OpenQuestion, 'hintLevel' | 'tried'>, wanted: 'hint' | 'reveal'): string {
  if (reason === 'no_help') return noHelpText
  if (reason === 'no_effort') return 'You have asked three times without a try. Write down anything that you can do with it, right or wrong; then I help again.'
  const { hintLevel, tried } = question
  if (wanted === 'reveal') return `I will not just tell you: seeing a solution feels like knowing it, and is not. ${nextStep(question)} After the hints and a try at each, the solution is yours.`
  return hintLevel === 0 && !tried ? 'Try it first, however far you get: an attempt tells both of us what the hint should be about.' : 'Try it with the last hint first. A wrong attempt is fine.'
}

function nextStep({ hintLevel, tried }: Pick<OpenQuestion, 'hintLevel' | 'tried'>): string {
  if (tried) return '/hint gives you the next hint.'
  return hintLevel === 0 ? 'Try it first: write down how you would begin.' : 'Try it with the last hint first; a wrong try is fine.'
}
