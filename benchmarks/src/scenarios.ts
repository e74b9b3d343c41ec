import type { Scenario } from './scenario.ts'
import { documents } from './scenarios/documents.ts'
import { durable } from './scenarios/durable.ts'
import { hibernate } from './scenarios/hibernate.ts'
import { isolationTax } from './scenarios/isolation-tax.ts'
import { noisyNeighbour } from './scenarios/noisy-neighbour.ts'
import { recover } from './scenarios/recover.ts'
import { sessions } from './scenarios/sessions.ts'

export const scenarios: readonly Scenario[] = [isolationTax, sessions, durable, hibernate, recover, noisyNeighbour, documents]
