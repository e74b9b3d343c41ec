import type { Element, Root } from 'hast'
import type { Options } from 'react-markdown'
import rehypeKatex from 'rehype-katex'
import { visit } from 'unist-util-visit'

/** Longest formula, in characters: more is no formula, and takes seconds. */
const longest = 2_000

/** TeX may not define what grows without end, nor what is larger than the screen. */
const bounds = { maxExpand: 200, maxSize: 20, trust: false, errorColor: 'var(--bad)' }

/** Leaves formulas as they were typed that are too long to be shown. */
function leaveLong() {
  return (tree: Root) => {
    visit(tree, 'element', (element: Element) => {
      const { className } = element.properties
      if (!Array.isArray(className) || !className.includes('language-math')) return
      const [text] = element.children
      if (text?.type === 'text' && text.value.length > longest) element.properties['className'] = []
    })
  }
}

export const formulas: NonNullable<Options['rehypePlugins']> = [leaveLong, [rehypeKatex, bounds]]
