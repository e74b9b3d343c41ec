export type { LearningFact } from '@tutor/protocol'
