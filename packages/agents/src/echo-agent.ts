import type { Agent, Turn } from './agent.ts'

/** Says what it hears. For load tests: the whole path without a tutor at its end. */
export class EchoAgent implements Agent {
  readonly immediate = true

  answer(turn: Turn): void {
    turn.say(turn.text)
  }
}
