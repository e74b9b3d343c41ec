import { LearnerRecord } from '@tutor/learner'
import { Random } from '../proving/random.ts'
import type { Evaluation, Score } from './evaluation.ts'
import { tellAnswer } from './told-answer.ts'

interface Memory {
  readonly name: string
  /** How fast time passes for it: at 2, it forgets in a day what the schedule thinks it forgets in two. */
  readonly pace: number
  /** Least share of the reviews in which the skill is still recalled. */
  readonly recalled?: number
}

const memories: readonly Memory[] = [
  { name: 'as expected', pace: 1, recalled: 0.85 },
  { name: 'forget twice as fast', pace: 2, recalled: 0.75 },
  { name: 'forget half as fast', pace: 0.5 },
]

const skill = 'skill'
const learners = 300
const days = 365
const dayMs = 86_400_000
const minuteMs = 60_000

/** One review: how probably the skill is recalled by the schedule, and whether it was. */
interface Recall {
  readonly expected: number
  readonly recalled: boolean
}

/** Whether what was mastered is asked for before it is forgotten, over a year in which every review is done on its day. */
export const reviews: Evaluation = {
  name: 'reviews',
  summary: 'asks simulated learners for what they mastered before they forget it',
  async run({ seed }) {
    return memories.flatMap((memory, index) => scores(memory, new Random(seed * 1000 + index)))
  },
}

function scores({ name, pace, recalled }: Memory, random: Random): readonly Score[] {
  const years = Array.from({ length: learners }, () => liveYear(pace, random))
  const recalls = years.flat()
  const share = recalls.filter((each) => each.recalled).length / recalls.length
  const expected = recalls.reduce((sum, each) => sum + each.expected, 0) / recalls.length
  return [
    { what: `${name}: recalled when asked`, value: share, cases: recalls.length, ...(recalled !== undefined && { target: { atLeast: recalled } }) },
    { what: `${name}: off from what was expected`, value: Math.abs(share - expected), cases: recalls.length, ...(pace === 1 && { target: { atMost: 0.03 } }) },
    { what: `${name}: reviews in a year`, value: recalls.length / learners, cases: learners },
  ]
}

function liveYear(pace: number, random: Random): readonly Recall[] {
  const record = new LearnerRecord()
  const recalls: Recall[] = []
  let number = 0
  let last = 0
  const answer = (at: number, right: boolean): void => {
    tellAnswer(record, skill, { number: ++number, at, right })
    last = at
  }
  /** What is not mastered is practised until it is. */
  const practise = (at: number): void => {
    for (let minute = 1; minute <= 10 && record.mastery(skill, last).status !== 'mastered'; minute++) answer(at + minute * minuteMs, true)
  }
  practise(0)
  for (let day = 1; day <= days; day++) {
    const now = day * dayMs + dayMs / 2
    const review = record.reviews(now)[0]!
    if (review.dueAt > now) continue
    const recalled = random.chance(remembered(record, last + (now - last) * pace))
    recalls.push({ expected: review.retrievability, recalled })
    answer(now, recalled)
    practise(now)
  }
  return recalls
}

/** By the schedule's own curve. */
function remembered(record: LearnerRecord, at: number): number {
  return record.reviews(at)[0]!.retrievability
}
