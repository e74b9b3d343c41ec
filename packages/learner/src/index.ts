export { LearnerRecord, type StoredLearner } from './learner-record.ts'
