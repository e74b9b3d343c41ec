export type { Course } from '@tutor/protocol'
