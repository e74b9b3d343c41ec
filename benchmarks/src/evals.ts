import { citations } from './evals/citations.ts'
import type { Evaluation } from './evals/evaluation.ts'
import { grading } from './evals/grading.ts'
import { leaks } from './evals/leaks.ts'
import { mastery } from './evals/mastery.ts'
import { retrieval } from './evals/retrieval.ts'
import { reviews } from './evals/reviews.ts'

/** By name, in the order in which they are shown. */
export const evaluations: readonly Evaluation[] = [citations, grading, leaks, mastery, retrieval, reviews]
