import { readFileSync } from 'node:fs'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { expect, test } from 'vitest'
import { Blocks } from '../src/chat/blocks.ts'

const parse = (text: string) => unified().use(remarkParse).use(remarkGfm).use(remarkMath).parse(text).children.map(({ type }) => type)

const sample = `# Title

A paragraph with $x^2$ and
two lines.

1. one

   more of one
2. two

       code in two

- a

\`\`\`js
const a = 1

# no title
\`\`\`

    indented code

    goes on

$$
\\frac{a}{b}

x
$$

| a | b |
|---|---|
| 1 | 2 |

> quoted

> quoted again

Heading below
===

---
<b>html</b>

last`

const documents = [sample, readFileSync(new URL('../../../README.md', import.meta.url), 'utf8'), readFileSync(new URL('../../../docs/tutoring.md', import.meta.url), 'utf8')]

test.each(documents)('WEB-21 an answer in blocks is the answer, however it comes in pieces', (text) => {
  for (const step of text === sample ? [1, 7] : [64]) {
    const blocks = new Blocks()
    let last: readonly string[] = []
    for (let end = step; end < text.length + step; end += step) {
      const next = blocks.split(text.slice(0, end))
      // What stood before the last block is as it was.
      expect(next.slice(0, Math.max(0, last.length - 1))).toEqual(last.slice(0, -1))
      last = next
    }
    expect(last.join('')).toBe(text)
    expect(last.flatMap(parse)).toEqual(parse(text))
  }
})

test('WEB-21 a line that only began like a heading goes on with its paragraph', () => {
  const blocks = new Blocks()
  expect(blocks.split('One\n#')).toEqual(['One\n#'])
  expect(blocks.split('One\n#two\n\nThree\n')).toEqual(['One\n#two\n\n', 'Three\n'])
})

test('WEB-21 a text that does not go on from the one before is taken as a new one', () => {
  const blocks = new Blocks()
  blocks.split('One.\n\nTwo.\n\nThree.')
  expect(blocks.split('One.\n\nTwo\n')).toEqual(['One.\n\n', 'Two\n'])
})

test('WEB-21 a long answer is parsed about once, not once for each of its pieces', () => {
  const text = 'A sentence of about forty characters here.\n\n'.repeat(1_000)
  const blocks = new Blocks()
  let longest = 0
  for (let end = 20; end <= text.length; end += 20) longest = Math.max(longest, blocks.split(text.slice(0, end)).at(-1)!.length)
  expect(longest).toBeLessThan(100)
})
