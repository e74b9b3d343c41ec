import type { Agent, Turn } from './agent.ts'

const crash = /^crash (\d{1,5})$/

/**
 * Says what it hears. At `crash 50` its thread dies of an uncaught error 50 ms later; at `deaf` it never
 * comes back, whoever tells it to stop. For tests of recovery.
 */
export class FaultyAgent implements Agent {
  answer(turn: Turn): Promise<void> | void {
    turn.say(turn.text)
    const delayMs = crash.exec(turn.text)?.[1]
    // Outside of the turn, where nothing catches it; by then the turn has its end and is not given anew.
    if (delayMs !== undefined) setTimeout(throwFault, Number(delayMs))
    if (turn.text === 'deaf') return new Promise(() => {})
  }
}

function throwFault(): never {
  throw new Error('The faulty agent was told to crash.')
}
