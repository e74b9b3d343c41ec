const words: Readonly<Record<string, string>> = {
  cdot: '*', times: '*', div: '/', pm: '±', left: '', right: '', quad: ' ', in: '∈', emptyset: '∅', varnothing: '∅', Rightarrow: '⇒', Leftrightarrow: '⇔', to: '->',
}

/** What is only about how it looks, and what stands for itself. */
const plainer: readonly (readonly [RegExp, string])[] = [
  [/\\[()[\]]/g, ''],
  [/\\[,;:! ]|~/g, ' '],
  [/\\([{}%$])/g, '$1'],
  [/\\(?:text|mathrm|mbox)\s*\{([^{}]{0,100})\}/g, ' $1'],
  [/_\{(\d)\}/g, '_$1'],
  [/\^\s*\{?\\circ\}?/g, '°'],
]

const fractions = /(\d?)\s*\\[dt]?frac\s*(?:\{([^{}]{1,200})\}|(\d))\s*(?:\{([^{}]{1,200})\}|(\d))/g

/** Fractions in fractions are no answer to anything. */
const deepest = 6

/** `\frac{x}{2} \cdot \sqrt{3}` as `(x)/(2) * sqrt(3)`; what else begins with a backslash stays. */
export function withoutLatex(text: string): string {
  if (!/\\|[_^]\{/.test(text)) return text
  let plain = plainer.reduce((written, [pattern, replacement]) => written.replace(pattern, replacement), text)
  for (let depth = 0; depth < deepest; depth++) {
    const before = plain
    plain = plain
      .replace(fractions, (_, whole: string, ...[top, digit, bottom, bottomDigit]: string[]) => fraction(whole, top ?? digit!, bottom ?? bottomDigit!))
      .replace(/\\sqrt\s*\{([^{}]{1,200})\}/g, 'sqrt($1)')
      .replace(/\^\s*\{([^{}]{1,200})\}/g, '^($1)')
    if (plain === before) break
  }
  return plain.replace(/\\([a-z]+)/gi, (written, name: string) => words[name] ?? written)
}

/** Of two numbers it can be the end of a mixed one. */
function fraction(whole: string, top: string, bottom: string): string {
  const [above, below] = [top.trim(), bottom.trim()]
  if (!/^-?\d+$/.test(above) || !/^\d+$/.test(below)) return `${whole}(${above})/(${below})`
  return above.startsWith('-') ? `${whole}(${above}/${below})` : `${whole} ${above}/${below}`
}
