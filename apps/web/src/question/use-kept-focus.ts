import { useEffect, useRef, type FocusEvent, type RefObject } from 'react'

interface KeptFocus {
  readonly ref: RefObject<HTMLDivElement | null>
  readonly onFocus: () => void
  readonly onBlur: (event: FocusEvent) => void
}

/**
 * Where what was pressed is gone, the keyboard goes on at the first thing to do. On a touch screen it does not: a keyboard
 * that comes up would hide the question.
 *
 * @param turn changes when there is something else to do
 */
export function useKeptFocus(turn: string): KeptFocus {
  const ref = useRef<HTMLDivElement>(null)
  const isInside = useRef(false)
  useEffect(() => {
    if (!isInside.current || document.activeElement !== document.body || !matchMedia('(pointer: fine)').matches) return
    ref.current?.querySelector<HTMLElement>('.card :is(.usual button, form input, form textarea):not(:disabled)')?.focus()
  }, [turn])
  return {
    ref,
    onFocus() {
      isInside.current = true
    },
    // Without a target the element is gone, or the window.
    onBlur({ relatedTarget }) {
      if (relatedTarget instanceof Node) isInside.current = ref.current?.contains(relatedTarget) ?? false
    },
  }
}
