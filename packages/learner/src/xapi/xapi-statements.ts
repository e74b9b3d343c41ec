import type { Evidence } from '@tutor/protocol'
import type { MasteredSkill } from '../skill-records.ts'
import { nameUuid } from './name-uuid.ts'
import type { XapiActivity, XapiStatement } from './statement.ts'

/** Whose statements they are, and where it happened. */
export interface XapiAuthor {
  /** The learner's name on the platform. */
  readonly learnerId: string
  /** The platform's address, an absolute URL: accounts, items and skills are named under it. */
  readonly homePage: string
}

/** What is known of a learner: a `LearnerRecord` has it. */
export interface Known {
  evidence(): readonly Evidence[]
  mastered(): readonly MasteredSkill[]
}

type Verb = 'answered' | 'experienced' | 'mastered'

interface Happening {
  readonly at: number
  readonly verb: Verb
  readonly object: XapiActivity
  /** Tells it from all others of the learner. */
  readonly key: readonly (string | number)[]
  readonly more?: { readonly result?: XapiStatement['result']; readonly context?: Partial<XapiStatement['context']> }
}

/**
 * What is known of a learner as statements of the Experience API 1.0.3, oldest first. The same knowledge gives the same
 * statements, ids included; an answer that was marked anew gives a new one. Verbs are those of ADL's vocabulary.
 */
export function xapiStatements(known: Known, author: XapiAuthor): readonly XapiStatement[] {
  const iri = iriOf(author.homePage)
  const happenings = [...known.evidence().flatMap((each) => [...hintsBefore(each, iri), answer(each, iri)]), ...known.mastered().map((each) => mastering(each, iri))]
  const statements = happenings.toSorted((a, b) => a.at - b.at).map((each) => statement(each, author))
  // The answers to one question tell of the same hint.
  return [...new Map(statements.map((each) => [each.id, each])).values()]
}

type Iri = (...path: readonly (string | number)[]) => string

function iriOf(homePage: string): Iri {
  const base = homePage.replace(/\/+$/, '')
  return (...path) => [base, ...path.map((part) => encodeURIComponent(String(part).toWellFormed()))].join('/')
}

function statement({ at, verb, object, key, more = {} }: Happening, { learnerId, homePage }: XapiAuthor): XapiStatement {
  return {
    id: nameUuid(iriOf(homePage)('learners', learnerId, verb, ...key)),
    actor: { objectType: 'Agent', account: { homePage, name: learnerId } },
    verb: { id: `http://adlnet.gov/expapi/verbs/${verb}`, display: { en: verb } },
    object,
    ...(more.result && { result: more.result }),
    context: { platform: 'Tutor AI', ...more.context },
    timestamp: new Date(at).toISOString(),
  }
}

function activity(id: string, kind: 'question' | 'objective' | 'performance', name: string): XapiActivity {
  return { objectType: 'Activity', id, definition: { type: `http://adlnet.gov/expapi/activities/${kind}`, name: { en: name } } }
}

function skillActivity(skill: string, iri: Iri): XapiActivity {
  return activity(iri('skills', skill), 'objective', `Skill ${skill}`)
}

function answer(evidence: Evidence, iri: Iri): Happening {
  const { answerId, at, itemId, skill, answer: response, verdict, keyVersion } = evidence
  return {
    at,
    verb: 'answered',
    object: activity(iri('items', itemId), 'question', `Item ${itemId}`),
    key: [answerId, at, verdict, keyVersion, String(evidence.counts)],
    more: {
      result: { ...success(verdict), response },
      context: { contextActivities: { parent: [skillActivity(skill, iri)] }, extensions: circumstances(evidence, iri) },
    },
  }
}

/** What was not decided is neither a success nor none. */
function success(verdict: Evidence['verdict']): XapiStatement['result'] {
  switch (verdict) {
    case 'right':
      return { success: true, score: { scaled: 1 } }
    case 'wrong':
    case 'wrong_form':
      return { success: false, score: { scaled: 0 } }
    default:
      return {}
  }
}

function circumstances({ purpose, verdict, hintLevel, attempt, confidence, counts }: Evidence, iri: Iri): Record<string, string | number | boolean> {
  const all = { purpose, verdict, hintLevel, attempt, counts, ...(confidence !== undefined && { confidence }) }
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [iri('xapi', name), value]))
}

function hintsBefore({ itemId, skill, hintLevel, hintAt }: Evidence, iri: Iri): readonly Happening[] {
  if (hintLevel === 0 || hintAt === undefined) return []
  const object = activity(iri('items', itemId, 'hints', hintLevel), 'performance', `Hint ${hintLevel} of item ${itemId}`)
  const context = { contextActivities: { parent: [skillActivity(skill, iri)] } }
  return [{ at: hintAt, verb: 'experienced', object, key: [itemId, hintLevel, hintAt], more: { context } }]
}

function mastering({ skill, at }: MasteredSkill, iri: Iri): Happening {
  return { at, verb: 'mastered', object: skillActivity(skill, iri), key: [skill, at] }
}
