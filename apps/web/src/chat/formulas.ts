import { useEffect, useSyncExternalStore } from 'react'
import type { Options } from 'react-markdown'

type Plugins = NonNullable<Options['rehypePlugins']>

const none: Plugins = []
const changed = new Set<() => void>()
let formulas = none
let loading: Promise<void> | undefined

const subscribe = (listener: () => void) => {
  changed.add(listener)
  return () => changed.delete(listener)
}

/** What makes formulas of TeX. It is a third of the page, and comes when the first formula does; until then TeX is shown as it is typed. */
export function useFormulas(isNeeded: boolean): Plugins {
  useEffect(() => {
    if (isNeeded) load()
  }, [isNeeded])
  const loaded = useSyncExternalStore(subscribe, () => formulas)
  return isNeeded ? loaded : none
}

function load(): void {
  loading ??= Promise.all([import('./katex.ts'), import('katex/dist/katex.min.css')]).then(
    ([module]) => {
      formulas = module.formulas
      for (const listener of changed) listener()
    },
    // The next formula tries again.
    () => (loading = undefined),
  )
}
