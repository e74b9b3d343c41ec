import type { OpenQuestion } from '@tutor/protocol'
import { BookOpen, SkipForward } from 'lucide-react'
import { Words } from '../chat/words.tsx'
import type { Known } from '../connection/known-learner.ts'
import { skillTitle } from '../skill-names.ts'
import { AnswerForm } from './answer-form.tsx'
import { Confidence } from './confidence.tsx'
import { Explanation } from './explanation.tsx'
import { HintLadder } from './hint-ladder.tsx'
import { QuizProgress } from './quiz-progress.tsx'
import type { Saying } from './saying.ts'
import { Tries } from './tries.tsx'

interface QuestionCardProps extends Saying {
  readonly known: Known
  readonly question: OpenQuestion
}

/** The open question. Its buttons and fields say what one could type. */
export function QuestionCard({ known, question, ...saying }: QuestionCardProps) {
  const { record } = known
  const { item, awaits, purpose } = question
  const hasHelp = record.quiz?.help ?? purpose === 'lesson'
  return (
    <section className="card" aria-label="Open question">
      <QuizProgress question={question} quiz={record.quiz} hasHelp={hasHelp} title={skillTitle(known, item.skill)} {...saying} />
      <Words text={item.prompt} />
      <Tries question={question} evidence={record.evidence(item.skill)} />
      {awaits === 'confidence' && <Confidence choices={item.choices} {...saying} />}
      {awaits === 'answer' && <AnswerForm question={question} {...saying} />}
      {awaits === 'explanation' && <Explanation {...saying} />}
      {awaits !== 'explanation' && (
        <div className="help">
          {hasHelp && <HintLadder question={question} {...saying} />}
          <div className="help-more">
            {hasHelp && <button className="plain" disabled={saying.disabled} onClick={() => saying.say('/example')}><BookOpen size={16} aria-hidden />Worked example</button>}
            <button className="plain" disabled={saying.disabled} onClick={() => saying.say('/skip')}><SkipForward size={16} aria-hidden />Skip</button>
          </div>
        </div>
      )}
    </section>
  )
}
