import type { Evidence, Item, OpenQuiz } from '@tutor/protocol'
import { skillOf, type Items } from '../tutoring/items.ts'
import { nameSkill } from '../tutoring/known-skills.ts'
import type { Teaching } from '../tutoring/teaching.ts'
import type { QuizSummary } from './quiz-step.ts'
import { summaryText } from './quiz-summary.ts'

/** What is said when a quiz is over: what came of it, and of an exam how that is done which was not right. */
export async function endText(teaching: Teaching, items: Items, { quiz, summary }: { readonly quiz: OpenQuiz; readonly summary: QuizSummary }): Promise<string> {
  const parts = [...masteredTexts(teaching, quiz), summaryText(teaching, summary)]
  return [...parts, ...(quiz.purpose === 'exam' ? await missedTexts(teaching, items, quiz) : [])].join('\n\n')
}

function masteredTexts(teaching: Teaching, { purpose, items }: OpenQuiz): readonly string[] {
  if (purpose !== 'lesson' && purpose !== 'quiz') return []
  const skills = [...new Set(items.map(skillOf))].filter((skill) => !skill.startsWith('made/') && teaching.learner.mastery(skill, teaching.now()).status === 'mastered')
  return skills.map((skill) => `You have mastered **${nameSkill(teaching, skill).title}**.`)
}

/** In an exam nothing was said before; so the solutions come with the marks. */
async function missedTexts({ learner }: Teaching, items: Items, { quizId, items: ids, done }: OpenQuiz): Promise<readonly string[]> {
  const texts = await Promise.all(
    ids.slice(0, done).map(async (id, index) => {
      const item = await items.find(id)
      const answer = learner.evidence(skillOf(id)).findLast(({ answerId }) => answerId.startsWith(`${quizId}.${index + 1}.`))
      return !item || answer?.verdict === 'right' ? [] : [missedText(index + 1, item, answer)]
    }),
  )
  const missed = texts.flat()
  return missed.length === 0 ? [] : ['**What to look at again:**', ...missed]
}

function missedText(number: number, { prompt, solution }: Item, answer: Evidence | undefined): string {
  const wrote = answer === undefined ? 'You left it out.' : `You wrote “${answer.answer.replace(/\s+/g, ' ').slice(0, 80)}”${answer.verdict === 'unsure' ? ', and I cannot tell whether that is right' : ''}.`
  return `**${number}.** ${prompt.trim()}\n${wrote} This is how it is done: ${solution.trim()}`
}
