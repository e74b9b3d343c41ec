export { LearnerRecord, type StoredLearner } from './learner-record.ts'
export type { MasteredSkill } from './skill-records.ts'
export type { XapiStatement } from './xapi/statement.ts'
export { xapiStatements, type Known, type XapiAuthor } from './xapi/xapi-statements.ts'
