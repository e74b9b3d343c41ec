import { readModelSettings, type ModelSettings } from '@tutor/models'
import type { ModelFlags } from './command-line.ts'
import { UsageError } from './usage-error.ts'

export type Variables = Readonly<Record<string, string | undefined>>

/** The model that the flags name, completed by the environment. @throws UsageError what is wrong with them */
export function chooseModel({ kind, url, name, path }: ModelFlags, environment: Variables): ModelSettings {
  // What the environment says about an endpoint must not stand in the way of `--model embedded`.
  const variables = kind === 'embedded' ? {} : environment
  try {
    return readModelSettings({
      ...variables,
      ...(kind !== undefined && { MODEL: kind }),
      ...(url !== undefined && { MODEL_URL: url }),
      ...(name !== undefined && { MODEL_NAME: name }),
      ...(path !== undefined && { MODEL_PATH: path }),
    })
  } catch (error) {
    const { message } = error as Error
    const hint = '(--model, --model-url, --model-name and --model-path stand for the variables.)'
    throw new UsageError(`${message} ${hint}`, { cause: error })
  }
}
