const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** `1.4 GB`, in units of 1,024. */
export function bytes(number: number): string {
  const power = number < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(number) / 10))
  const amount = number / 1024 ** power
  return `${amount.toLocaleString('en', { maximumFractionDigits: amount < 10 && power > 0 ? 1 : 0 })} ${units[power]}`
}

/** `340 ms`, `12 s`, `3 min`, `5 h`, `2 days`: with two digits where it is short. */
export function duration(ms: number): string {
  if (ms < 10) return `${ms.toLocaleString('en', { maximumSignificantDigits: 2 })} ms`
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`
  if (ms < 172_800_000) return `${Math.round(ms / 3_600_000)} h`
  return `${Math.round(ms / 86_400_000)} days`
}

export function count(number: number): string {
  return number.toLocaleString('en')
}

/** @param share from 0 to 1 */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
