/** Text of others without what would steer the terminal: move its cursor, set its title, write to its clipboard. */
export function printable(text: string): string {
  return text.replace(/(?![\t\n\r])\p{Cc}/gu, '\uFFFD')
}
