export type { Mark } from '@tutor/protocol'
