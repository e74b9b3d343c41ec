import type { HintRefusal } from '@tutor/protocol'

export const noHelpText = 'There is no help in this one: it is to show what you can do alone. /stop ends it.'

/** Why there is no help now, and what gets it. */
export function refusalText(reason: HintRefusal, { hintLevel, attempts, wanted }: { readonly hintLevel: number; readonly attempts: number; readonly wanted: 'hint' | 'reveal' }): string {
  if (reason === 'no_help') return noHelpText
  if (reason === 'no_effort') return 'You have asked three times without a try. Write down anything that you can do with it, right or wrong; then I help again.'
  if (wanted === 'reveal') {
    const next = attempts === 0 ? 'Try it first: write down how you would begin.' : hintLevel >= 4 ? 'Try the first step that you have, then you may see it.' : '/hint gives you the next hint.'
    return `I will not just tell you: seeing a solution feels like knowing it, and is not. ${next} After the hints and a try at each, the solution is yours.`
  }
  return hintLevel === 0 ? 'Try it first, however far you get: an attempt tells both of us what the hint should be about.' : 'Try it with the last hint first. A wrong attempt is fine.'
}
