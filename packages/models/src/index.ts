export type { Model } from './model.ts'
export { modelFailure, type ModelStage } from './model-failure.ts'
export { readModelSettings, type ModelSettings, type OpenAiCompatibleSettings } from './model-settings.ts'
export { openModel } from './open-model.ts'
