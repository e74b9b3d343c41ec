import type { Element, Root } from 'hast'
import type { Options } from 'react-markdown'
import rehypeKatex from 'rehype-katex'
import { SKIP, visit } from 'unist-util-visit'

/** Longest formula, in characters: more is no formula, and takes seconds. */
const longest = 2_000

/** Formulas that are known as they are shown: while an answer grows its last paragraph is shown anew sixty times a second. */
const mostKnown = 500

/** TeX may not define what grows without end, nor what is larger than the screen. */
const render = rehypeKatex({ maxExpand: 200, maxSize: 20, trust: false, errorColor: 'var(--bad)' })
const known = new Map<string, Root>()

/** Makes formulas of TeX. What is too long to be one is left as it was typed. */
function makeFormulas() {
  return (tree: Root, file: Parameters<typeof render>[1]) => {
    visit(tree, 'element', (element, place, parent) => {
      const tex = texOf(element)
      if (tex === undefined || place === undefined || !parent) return
      if (tex.length > longest) {
        element.properties = {}
        return
      }
      const isBlock = element.tagName === 'pre'
      const formula = known.get(`${isBlock} ${tex}`) ?? { type: 'root', children: [element] }
      if (formula.children[0] === element) {
        render(formula, file)
        if (known.size >= mostKnown) known.clear()
        known.set(`${isBlock} ${tex}`, formula)
      }
      parent.children.splice(place, 1, ...formula.children)
      return [SKIP, place + formula.children.length]
    })
  }
}

/** As Markdown marks it: `$x$` is code of the language math, and a block of it stands in a `pre`. */
function texOf(element: Element): string | undefined {
  const [only] = element.children
  const code = element.tagName === 'pre' && only?.type === 'element' ? only : element
  const { className } = code.properties
  const [text] = code.children
  if (!Array.isArray(className) || !className.includes('language-math') || text?.type !== 'text') return undefined
  return text.value
}

export const formulas: NonNullable<Options['rehypePlugins']> = [makeFormulas]
