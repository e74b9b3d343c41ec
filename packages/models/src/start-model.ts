import type { ModelSettings } from './model-settings.ts'

/** A model that can be opened, on any thread of this process. */
export interface StartedModel {
  /** What {@link openModel} takes. */
  readonly settings: ModelSettings
  /** Idempotent. */
  close(): Promise<void>
}

/**
 * Starts what the model needs once in a process: for a model of a file the process in which it computes, for others nothing.
 *
 * @throws ModelStartError where the package or the file is missing, or cannot be loaded
 */
export async function startModel(settings: ModelSettings): Promise<StartedModel> {
  if (settings.kind !== 'gguf') return { settings, close: async () => {} }
  const { LocalProcess } = await import('./local/local-process.ts')
  const local = await LocalProcess.start(settings)
  return { settings: { ...settings, endpoint: local.endpoint }, close: () => local.close() }
}
