import type { Scenario } from './scenario.ts'
import { isolationTax } from './scenarios/isolation-tax.ts'
import { sessions } from './scenarios/sessions.ts'

export const scenarios: readonly Scenario[] = [isolationTax, sessions]
