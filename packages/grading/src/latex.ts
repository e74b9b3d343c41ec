const words: Readonly<Record<string, string>> = { cdot: '*', times: '*', div: '/', pm: '±', left: '', right: '', quad: ' ', in: '∈', emptyset: '∅', varnothing: '∅', text: '', mathrm: '', ldots: '…' }

/** Fractions in fractions are no answer to anything. */
const deepest = 6

/** `\frac{x}{2} \cdot \sqrt{3}` as `(x)/(2) * sqrt(3)`; what else begins with a backslash stays. */
export function withoutLatex(text: string): string {
  if (!/\\|\^\{/.test(text)) return text
  let plain = text.replace(/\\[()[\]]/g, '').replace(/\\[,;:! ]/g, ' ').replace(/\\([{}])/g, '$1')
  for (let depth = 0; depth < deepest; depth++) {
    const before = plain
    plain = plain
      .replace(/(\d?)\s*\\[dt]?frac\s*(?:\{([^{}]{1,200})\}|(\d))\s*(?:\{([^{}]{1,200})\}|(\d))/g, (_, whole: string, ...[top, digit, bottom, bottomDigit]: string[]) => fraction(whole, top ?? digit!, bottom ?? bottomDigit!))
      .replace(/\\sqrt\s*\{([^{}]{1,200})\}/g, 'sqrt($1)')
      .replace(/\^\s*\{([^{}]{1,200})\}/g, '^($1)')
    if (plain === before) break
  }
  return plain.replace(/\\([a-z]+)/gi, (written, name: string) => words[name] ?? written)
}

/** Of two numbers it can be the end of a mixed one. */
function fraction(whole: string, top: string, bottom: string): string {
  if (/^\s*\d+\s*$/.test(top) && /^\s*\d+\s*$/.test(bottom)) return `${whole} ${top.trim()}/${bottom.trim()}`
  return /^\s*-\d+\s*$/.test(top) && /^\s*\d+\s*$/.test(bottom) ? `${whole}(${top.trim()}/${bottom.trim()})` : `${whole}(${top})/(${bottom})`
}
