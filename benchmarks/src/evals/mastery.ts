import { LearnerRecord } from '@tutor/learner'
import { Random } from '../proving/random.ts'
import type { Evaluation, Score } from './evaluation.ts'
import { SimulatedLearner, type Nature } from './simulated-learner.ts'
import { tellAnswer } from './told-answer.ts'

const asModelled = { prior: 0.25, learn: 0.15, guess: 0.2, slip: 0.1 }

interface Population {
  readonly name: string
  readonly nature: Nature
  /** Least share of those who know the skill among those who are stopped. */
  readonly know?: number
  /** Of those who never know it: the largest share that may be told they have. */
  readonly deceived?: number
}

const neverKnow = { ...asModelled, prior: 0, learn: 0 }

const populations: readonly Population[] = [
  { name: 'as modelled', nature: asModelled, know: 0.97 },
  { name: 'with choices', nature: { ...asModelled, choices: true }, know: 0.95 },
  { name: 'half know before', nature: { ...asModelled, prior: 0.5 }, know: 0.95 },
  { name: 'hardly guess', nature: { ...asModelled, guess: 0.05 }, know: 0.95 },
  { name: 'slip often', nature: { ...asModelled, slip: 0.2 }, know: 0.95 },
  { name: 'guess often', nature: { ...asModelled, guess: 0.3 }, know: 0.9 },
  { name: 'learn slowly', nature: { ...asModelled, learn: 0.05 }, know: 0.9 },
  { name: 'never know', nature: neverKnow, deceived: 0.08 },
  { name: 'never know, hardly guess', nature: { ...neverKnow, guess: 0.1 }, deceived: 0.02 },
]

const skill = 'skill'
const learners = 2000
/** Longest practice of a skill. */
const mostItems = 40
/** Of those who never know, answering ten items: more than that are a bad badge. */
const itemsOfNeverKnowers = 10

/** One learner's practice: where it stopped, and what was thought after every answer. */
interface Practice {
  readonly items: number
  readonly stopped: boolean
  readonly knows: boolean
  readonly thought: readonly { readonly probability: number; readonly knows: boolean }[]
}

/** Whether those who are told that they have mastered a skill have, and whether a probability is what it says. */
export const mastery: Evaluation = {
  name: 'mastery',
  summary: 'stops practice when a simulated learner knows the skill, and says how probably they do',
  async run({ seed }) {
    return populations.flatMap((population, index) => scores(population, new Random(seed * 1000 + index)))
  },
}

function scores({ name, nature, know, deceived }: Population, random: Random): readonly Score[] {
  const practices = Array.from({ length: learners }, () => practise(nature, random, deceived === undefined ? mostItems : itemsOfNeverKnowers))
  const stopped = practices.filter((each) => each.stopped)
  if (deceived !== undefined) return [{ what: `${name}: mastered within ten items`, value: stopped.length / learners, cases: learners, target: { atMost: deceived } }]
  const thoughts = practices.flatMap(({ thought }) => thought)
  return [
    { what: `${name}: know it when mastered`, value: share(stopped, ({ knows }) => knows), cases: stopped.length, ...(know !== undefined && { target: { atLeast: know } }) },
    { what: `${name}: items to mastery`, value: mean(stopped.map(({ items }) => items)), cases: stopped.length },
    { what: `${name}: Brier score`, value: mean(thoughts.map(({ probability, knows }) => (probability - Number(knows)) ** 2)), cases: thoughts.length },
    { what: `${name}: calibration error`, value: calibrationError(thoughts), cases: thoughts.length, ...(nature === asModelled && { target: { atMost: 0.02 } }) },
  ]
}

function practise(nature: Nature, random: Random, most: number): Practice {
  const learner = new SimulatedLearner(nature, random)
  const record = new LearnerRecord()
  const thought: { probability: number; knows: boolean }[] = []
  let items = 0
  let stopped = false
  while (items < most && !stopped) {
    const now = items++ * 60_000
    tellAnswer(record, skill, { number: items, at: now, ...learner.try() })
    const { probability, status } = record.mastery(skill, now)
    thought.push({ probability, knows: learner.knows })
    stopped = status === 'mastered'
  }
  return { items, stopped, knows: learner.knows, thought }
}

/** How far the mean probability of each tenth is from the share that knows, on average over all. */
function calibrationError(thoughts: Practice['thought']): number {
  const bins = Array.from({ length: 10 }, (_, bin) => thoughts.filter(({ probability }) => Math.min(9, Math.floor(probability * 10)) === bin))
  const errors = bins.map((bin) => (bin.length === 0 ? 0 : bin.length * Math.abs(mean(bin.map(({ probability }) => probability)) - share(bin, ({ knows }) => knows))))
  return errors.reduce((sum, error) => sum + error, 0) / thoughts.length
}

function share<Each>(list: readonly Each[], holds: (each: Each) => boolean): number {
  return list.filter(holds).length / list.length
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
