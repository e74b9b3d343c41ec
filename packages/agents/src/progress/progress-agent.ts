import { TutorError, type Evidence, type SkillMastery } from '@tutor/protocol'
import { findKnownSkill, isKnown, skillsOf, type NamedSkill } from '../tutoring/known-skills.ts'
import type { Tutoring } from '../tutoring/tutoring.ts'
import { answersText, claimText, memoryText, numberText, reasonText, type SkillState } from './mastery-text.ts'

/** What is known of the learner as xAPI statements. */
export type ExportLearning = () => readonly object[]

export interface Progress {
  readonly text: string
  readonly skills: readonly SkillMastery[]
  readonly course?: { readonly id: string; readonly title: string }
  /** Share of the skills that are mastered now, 0 to 100. */
  readonly percent: number
}

/** Shows the learner what is thought of them, and why; lets them correct it, take it along and delete it. */
export class ProgressAgent {
  readonly #tutoring: Tutoring
  readonly #exportLearning: ExportLearning

  constructor(tutoring: Tutoring, exportLearning: ExportLearning) {
    this.#tutoring = tutoring
    this.#exportLearning = exportLearning
  }

  get(): Progress {
    const { learner, courses } = this.#tutoring
    const named = skillsOf(this.#tutoring)
    const course = learner.courseId === undefined ? undefined : courses.course(learner.courseId)
    const skills = named.map(({ id }) => this.#mastery(id))
    const mastered = skills.filter(({ status }) => status === 'mastered').length
    const percent = skills.length === 0 ? 0 : Math.round((mastered / skills.length) * 100)
    const head = `${course ? `**${course.title}**: ` : ''}${mastered} of ${skills.length} skills mastered (${percent} %).`
    const text = skills.some(isKnown) ? `${head}\n\n${this.#listText(named)}` : 'Nothing is known about you yet. It begins with your first answer.'
    return { text, skills, ...(course && { course: { id: course.id, title: course.title } }), percent }
  }

  /** Why a number is what it is. @throws TutorError `skill_unknown` */
  explain(skillText: string): { readonly text: string; readonly skill: SkillMastery; readonly evidence: readonly Evidence[] } {
    const { id, title } = findKnownSkill(this.#tutoring, skillText)
    const state = this.#state(id)
    const { mastery, evidence } = state
    const number = numberText(mastery.probability)
    if (!isKnown(mastery)) return { text: `**${title}**: nothing is known yet. ${number} is where every skill begins.`, skill: mastery, evidence }
    const sentences = [`Why: ${reasonText(state)}.`, memoryText(state), claimText(mastery)].filter((each) => each !== undefined)
    const text = [
      `**${title}**: ${number} that you can do it now (${mastery.status}).\n${sentences.join(' ')}`,
      ...(evidence.length > 0 ? [answersText(state)] : []),
      `A skill is mastered from 0.95 and three answers without help. If this is wrong: /correct ${title} known, or unknown. To have it deleted: /forget ${title}.`,
    ].join('\n\n')
    return { text, skill: mastery, evidence }
  }

  /** @throws TutorError `skill_unknown`, `storage_unavailable` */
  async correct(skillText: string, claim: 'known' | 'unknown', reason = ''): Promise<{ readonly text: string; readonly mastery: SkillMastery }> {
    const { id, title } = findKnownSkill(this.#tutoring, skillText)
    const before = this.#mastery(id)
    if (claim === 'known' && before.status === 'mastered') return { text: `You have mastered “${title}” by your answers already.`, mastery: before }
    await this.#tutoring.log.record({ fact: 'mastery_corrected', skill: id, claim, reason })
    const mastery = this.#mastery(id)
    const number = numberText(mastery.probability)
    const text = claim === 'known'
      ? `Noted: you know “${title}”. It stands at ${number} now, and it is mastered as soon as answers without help have shown it.`
      : `Noted: you do not know “${title}”. It stands at ${number} now, and you will be asked about it again.`
    return { text, mastery }
  }

  /** @param skillText `*` for all. @throws TutorError `skill_unknown`, `evidence_unknown`, `storage_unavailable` */
  async forget(skillText: string): Promise<{ readonly text: string; readonly forgotten: readonly string[] }> {
    if (skillText.trim() === '*') return await this.#forgetAll()
    const { id, title } = findKnownSkill(this.#tutoring, skillText)
    if (!isKnown(this.#mastery(id))) throw new TutorError('evidence_unknown', `Nothing is known about “${title}”.`)
    await this.#tutoring.log.record({ fact: 'evidence_forgotten', skill: id })
    return { text: `Deleted: everything that was known about “${title}”. The conversation so far is deleted with it. It begins anew.`, forgotten: [id] }
  }

  export(): { readonly text: string; readonly statements: readonly object[] } {
    const statements = this.#exportLearning()
    const text = statements.length === 0 ? 'There is nothing to export yet.' : `What is known about you, as xAPI 1.0.3: ${statements.length} ${statements.length === 1 ? 'statement' : 'statements'}.`
    return { text, statements }
  }

  /** The skills of which anything is known. */
  known(): readonly NamedSkill[] {
    return skillsOf(this.#tutoring).filter(({ id }) => isKnown(this.#mastery(id)))
  }

  async #forgetAll(): Promise<{ readonly text: string; readonly forgotten: readonly string[] }> {
    const forgotten = this.known().map(({ id }) => id)
    await this.#tutoring.log.record({ fact: 'evidence_forgotten', skill: '*' })
    return { text: 'Deleted: everything that was known about you, your plan with it. The conversation so far is deleted with it. It begins anew.', forgotten }
  }

  #listText(skills: readonly NamedSkill[]): string {
    const lines = skills.flatMap(({ id, title }) => {
      const state = this.#state(id)
      const { status, probability, claim } = state.mastery
      if (status === 'unseen') return []
      const said = claim === undefined ? '' : ` You say: ${claim}.`
      return [`- ${title}: ${status}, ${numberText(probability)} (${reasonText(state)}).${said}`]
    })
    const unseen = skills.filter(({ id }) => !isKnown(this.#mastery(id))).map(({ title }) => title)
    return [...lines, ...(unseen.length > 0 ? [`- Not begun: ${unseen.join(', ')}.`] : []), '\n/progress and a skill shows the answers behind its number.'].join('\n')
  }

  #mastery(skill: string): SkillMastery {
    return this.#tutoring.learner.mastery(skill, this.#tutoring.now())
  }

  #state(skill: string): SkillState {
    const { learner } = this.#tutoring
    const now = this.#tutoring.now()
    return {
      mastery: learner.mastery(skill, now),
      evidence: learner.evidence(skill),
      review: learner.reviews(now).find((each) => each.skill === skill),
      isDoubted: ({ itemId, keyVersion }) => learner.isDoubted(itemId, keyVersion),
      now,
    }
  }
}
