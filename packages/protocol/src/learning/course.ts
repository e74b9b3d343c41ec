/** A course: what is to be learned, in which order, and items to practise it with. `docs/courses.md` describes its file. */
export interface Course {
  readonly id: string
  readonly title: string
  /** Of the file; what changes for learners gets a new one. */
  readonly version: number
  /** BCP 47. */
  readonly language: string
  readonly description: string
  /** Every skill stands behind those that it requires. */
  readonly skills: readonly Skill[]
  readonly items: readonly Item[]
}

/** What is known of a course without its content. */
export interface CourseSummary extends Pick<Course, 'id' | 'title' | 'version' | 'language' | 'description'> {
  readonly skillCount: number
  readonly itemCount: number
}

/** What a course is made of, by names: its skills and which comes before which. No key, nothing to solve. */
export interface CourseOutline extends CourseSummary {
  /** Every skill stands behind those that it requires. */
  readonly skills: readonly Pick<Skill, 'id' | 'title' | 'requires'>[]
}

export interface Skill {
  /** Unique over all courses: `linear-equations/two-steps`, the course's id first. */
  readonly id: string
  readonly title: string
  /** Ids of the skills of the course that come before. */
  readonly requires: readonly string[]
  /** What it is and how it is done, Markdown. */
  readonly explanation: string
  readonly workedExamples: readonly WorkedExample[]
}

/** A task with its solution, one step after the other. It is no item, so showing it gives no key away. */
export interface WorkedExample {
  readonly task: string
  readonly steps: readonly string[]
}

/** Something to solve. Its answer, solution and hints are for the session thread only; the learner is shown an {@link AskedItem}. */
export interface Item {
  /** Its skill's id and a name: `linear-equations/two-steps/3`. */
  readonly id: string
  readonly skill: string
  /** Markdown. */
  readonly prompt: string
  /** Of an item with choices; the keys are what the learner answers with. */
  readonly choices?: Readonly<Record<string, string>>
  readonly answer: AnswerKey
  readonly hints: Hints
  /** The full solution, Markdown. */
  readonly solution: string
  /** Another item of the same skill that is solved the same way. */
  readonly twin?: string
  /** 1 easy, 2 as the skill asks, 3 hard. */
  readonly difficulty: 1 | 2 | 3
}

/** The first four rungs of the ladder; the fifth is the solution. None but the last may hold a part of the answer. */
export interface Hints {
  /** A question that leads on. */
  readonly question: string
  /** Where to look: a section of the course or of the material. */
  readonly pointer: string
  /** The rule that applies, or a parallel example. */
  readonly rule: string
  readonly firstStep: string
}

/** How an answer is marked. No language model ever does. */
export type AnswerKey = ChoiceKey | TextKey | NumberKey | AlgebraKey | EquationKey | PointsKey | CodeKey

export interface ChoiceKey {
  readonly kind: 'choice'
  readonly correct: string
  /** What to say to a wrong choice, by its key. */
  readonly misconceptions?: Readonly<Record<string, string>>
}

/** One of a few wordings; case, accents, spaces and articles do not matter. */
export interface TextKey {
  readonly kind: 'text'
  readonly accept: readonly string[]
}

export interface NumberKey {
  readonly kind: 'number'
  /** `0.5` and `1/2` are the same. */
  readonly value: string
  /** A unit of measure such as `km/h`: the answer may use any that measures the same. */
  readonly unit?: string
  /** Largest relative error, 0 unless told. */
  readonly tolerance?: number
  readonly form?: NumberForm
}

export type NumberForm = 'fraction' | 'lowest_terms' | 'decimal' | 'mixed_number' | 'percent'

/** A term: any that is equal to it wherever both are defined, if it has the form that is asked for. */
export interface AlgebraKey {
  readonly kind: 'algebra'
  readonly expression: string
  readonly form?: AlgebraForm
}

export type AlgebraForm = 'expanded' | 'factored' | 'simplified'

/** An equation to be solved for its variable; each step that is equivalent to it is progress. */
export interface EquationKey {
  readonly kind: 'equation'
  readonly equation: string
  readonly variable: string
  /** Numbers such as `3` or `-1/2`; empty where nothing solves it, `all` where everything does. */
  readonly solutions: readonly string[] | 'all'
}

/** A free text: how many of these points it makes. Where that cannot be told the mark is `unsure`. */
export interface PointsKey {
  readonly kind: 'points'
  readonly points: readonly KeyPoint[]
  /** How many of the points make the answer right. */
  readonly needed: number
}

export interface KeyPoint {
  /** What the point says, for the feedback after the answer. */
  readonly text: string
  /** It is made where one of these groups of words is there as a whole. */
  readonly words: readonly (readonly string[])[]
}

/** A JavaScript function, run against tests in a sandbox. */
export interface CodeKey {
  readonly kind: 'code'
  /** Of the function that the learner writes. */
  readonly functionName: string
  readonly tests: readonly CodeTest[]
}

export interface CodeTest {
  /** Arguments and what comes back, JSON. */
  readonly arguments: readonly unknown[]
  readonly returns: unknown
  /** What the test is about, for the feedback. */
  readonly about: string
}
