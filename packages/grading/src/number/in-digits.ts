const words = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
const powers: Readonly<Record<string, number>> = { thousand: 3, million: 6, billion: 9 }

/** A number that is said in words, where that is simple: `minus 3`, `about 1.5 million`, `seven`. */
export function inDigits(text: string): string {
  return text
    .replace(/^(?:about|approximately|approx\.?|around|roughly|circa|ca\.?)\s+/i, '')
    .replace(/^(?:minus|negative)\s+(?=\S)/i, '-')
    .replace(/^(-?)(\p{L}+)(?=\s|$)(?!\s+(?:and\b|hal|third|quarter|fourth|fif|six|seven|eigh|nin|ten|hundred))/iu, (written, sign: string, word: string) => (words.includes(word.toLowerCase()) ? `${sign}${words.indexOf(word.toLowerCase())}` : written))
    .replace(/^(-?\d+)\s*:\s*(?=\d)/, '$1/')
    .replace(/(\d)\s*(thousand|million|billion)\b/i, (_, digit: string, name: string) => `${digit} * 10^${powers[name.toLowerCase()]}`)
}
