const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** In this order: what stands above leaves what stands below in its simplest form. */
const rewritings: readonly (readonly [RegExp, string])[] = [
  [/\\boxed\s*\{([^{}]*)\}/g, ' answer = $1 '],
  [/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, '($1)/($2)'],
  [/\\text\s*\{([^{}]*)\}/g, '$1'],
  [/\\(?:cdot|times)\b/g, '*'],
  [/\\div\b/g, '/'],
  [/\\(?:left|right|,|;|quad)|[$\\]/g, ''],
  [/(?<=[\p{L}\p{N})])\*\*(?=[\p{L}\p{N}(])/gu, '^'],
  [/\*\*|__|`/g, ''],
  [/(?<![\p{L}\p{N})] ?)\*(\S[^*\n]*?)\*(?![\p{L}\p{N}(])/gu, '$1'],
  [/[−–—‒]/g, '-'],
  [/[×·⋅∙•]/g, '*'],
  [/[÷⁄]/g, '/'],
  [/(?<=\d) ?°(?! ?[a-z])/g, ''],
  [/[’‘]/g, "'"],
  [/(\d)[ ,](?=\d{3}(?!\d))/g, '$1'],
  [/(\d),(?=\d)/g, '$1.'],
  [/(\d) (\d+)\s*\/\s*(\d+)/g, '($1+$2/$3)'],
  [/[ \t]+/g, ' '],
]

/** Text in lower case with its formulas in one notation, whatever it is written in: Markdown, LaTeX, typographic signs. */
export function plainMath(text: string): string {
  const raised = text.replace(/[⁰¹²³⁴-⁹]/g, (digit) => `^${superscripts.indexOf(digit)}`)
  const spread = raised.replace(/(\d)(?=[¼½¾⅐-⅞])/g, '$1 ').normalize('NFKC').toLowerCase()
  return rewritings.reduce((plain, [from, to]) => plain.replace(from, to), spread)
}
