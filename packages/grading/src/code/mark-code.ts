import { TutorError, type CodeKey, type CodeTest, type Mark } from '@tutor/protocol'
import { marksOf } from '../marks.ts'
import type { CodeResult, CodeRunner } from './code-runner.ts'
import { isSameData } from './same-data.ts'
import { writeData } from './write-data.ts'

const mark = marksOf('code')

/** @throws TutorError `code_unavailable`; the signal's reason */
export async function markCode({ functionName, tests }: CodeKey, answer: string, { runner, signal }: { readonly runner: CodeRunner | undefined; readonly signal: AbortSignal }): Promise<Mark> {
  const code = codeIn(answer)
  if (!new RegExp(`\\b${functionName.replace(/\$/g, String.raw`\$`)}\\b`).test(code)) return mark('invalid', `Answer with JavaScript that has a function ${functionName}.`)
  if (!runner) throw new TutorError('code_unavailable')
  const results = await runner.run({ code, functionName, tests }, signal)
  for (const [index, test] of tests.entries()) {
    const result = results[index] ?? { outcome: 'timed_out' }
    if (result.outcome === 'missing') return mark('invalid', `Answer with JavaScript that has a function ${functionName}.`)
    if (result.outcome !== 'returned' || !isSameData(result.value, test.returns)) return mark('wrong', failure(functionName, { test, result, passed: index, of: tests.length }))
  }
  return mark('right', tests.length === 1 ? 'That is right: the test passes.' : `That is right: all ${tests.length} tests pass.`)
}

/** As a chat has it, in three backticks or not, and as a file has it, with what it exports. */
function codeIn(answer: string): string {
  const code = /```(?:js|javascript)?\s*\n([^]*?)```/.exec(answer)?.[1] ?? answer
  return code.replace(/^([ \t]*)export\s+(?:default\s+)?(?=(?:async\s+)?(?:function|const|let|var|class)\b)/gm, '$1')
}

interface Failed {
  readonly test: CodeTest
  readonly result: CodeResult
  readonly passed: number
  readonly of: number
}

function failure(functionName: string, { test, result, passed, of }: Failed): string {
  const call = `${functionName}(${test.arguments.map(writeData).join(', ')})`
  const count = `${passed} of ${of} tests pass. The ${passed === 0 ? 'first' : 'next'} one, ${test.about.replace(/\.$/, '')}:`
  switch (result.outcome) {
    case 'returned':
      return `${count} \`${call}\` gave \`${writeData(result.value)}\`, and \`${writeData(test.returns)}\` was expected.`
    case 'returned_odd':
      return `${count} \`${call}\` gave ${result.what}, and \`${writeData(test.returns)}\` was expected.`
    case 'threw':
      return `${count} \`${call}\` ended with \`${result.message}\`${result.line === undefined ? '' : ` in line ${result.line}`}.`
    case 'out_of_memory':
      return `${count} \`${call}\` needed more memory than there is (64 MB). Does something grow without end?`
    default:
      return `${count} \`${call}\` did not end within a second. Does a loop never end?`
  }
}
