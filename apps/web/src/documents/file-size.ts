const units = ['byte', 'kilobyte', 'megabyte'] as const

/** `512 byte`, `1.4 MB`; a kilobyte has 1,024. */
export function describeSize(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10))
  return new Intl.NumberFormat('en', { style: 'unit', unit: units[power]!, maximumSignificantDigits: 3 }).format(bytes / 1024 ** power)
}
