import { defaultTurnLimits, type TurnLimits } from '@tutor/protocol'
import { readInteger, type Environment } from './read-variable.ts'

/** @throws ConfigError */
export function readTurnLimits(env: Environment): TurnLimits {
  const standard = defaultTurnLimits
  // 0 stands for none: a provider is then told no number.
  const outputTokens = readInteger(env, 'TURN_OUTPUT_TOKENS', { least: 0, most: 1_000_000, otherwise: 0 })
  return {
    answerMs: readInteger(env, 'TURN_MS', { least: 50, most: 3_600_000, otherwise: standard.answerMs }),
    letGoMs: standard.letGoMs,
    steps: readInteger(env, 'TURN_STEPS', { least: 1, most: 100, otherwise: standard.steps }),
    toolCalls: readInteger(env, 'TURN_TOOL_CALLS', { least: 0, most: 1_000, otherwise: standard.toolCalls }),
    characters: readInteger(env, 'TURN_CHARACTERS', { least: 1, most: 10_000_000, otherwise: standard.characters }),
    tokens: readInteger(env, 'TURN_TOKENS', { least: 1, most: 100_000_000, otherwise: standard.tokens }),
    ...(outputTokens > 0 && { outputTokens }),
  }
}
