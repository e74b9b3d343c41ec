/** The environment's variables; one that is empty counts as not set. */
export type Environment = Readonly<Record<string, string | undefined>>

/** A variable has a value the server cannot work with. The message is for the operator. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** @throws ConfigError */
export function readInteger(
  env: Environment,
  name: string,
  { least, most, otherwise }: { least: number; most: number; otherwise: number },
): number {
  const text = env[name]
  if (text === undefined || text === '') return otherwise
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  throw new ConfigError(`${name} must be a whole number from ${least} to ${most}, not “${text}”.`)
}

/** @throws ConfigError */
export function readChoice<const Choice extends string>(
  env: Environment,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const text = env[name] || choices[0]
  const choice = choices.find((each) => each === text)
  if (choice === undefined) throw new ConfigError(`${name} must be ${choices.join(' or ')}, not “${text}”.`)
  return choice
}
