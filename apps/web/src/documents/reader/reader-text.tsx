import { useEffect, useLayoutEffect, useMemo, useRef, type RefObject } from 'react'
import type { Headings } from '../use-outline.ts'
import type { DocumentWindow } from './document-window.ts'
import { TextBlocks } from './text-blocks.tsx'
import type { Direction } from './use-reading.ts'

interface ReaderTextProps {
  readonly shown: DocumentWindow
  readonly headings: Headings | undefined
  /** Where to go; another object goes there again. */
  readonly place: { readonly start: number; readonly quote?: string | undefined }
  readonly readOn: (direction: Direction) => void
  readonly name: string
}

/** The text in a list that scrolls, and reads on as its ends come near. */
export function ReaderText({ shown, headings, place, readOn, name }: ReaderTextProps) {
  const list = useRef<HTMLDivElement>(null)
  const { quote } = place
  const found = quote === undefined ? undefined : shown.find(quote, place.start)
  const from = found ?? place.start
  const titles = useMemo(() => new Map(headings && 'sections' in headings ? headings.sections.map(({ start, title }) => [start, title]) : []), [headings])
  useHold(list, shown)
  useGoTo(list, place, shown.holds(place.start))
  useReadOn(list, shown, readOn)
  return (
    <div className="text" ref={list} role="region" aria-label={`Text of ${name}`} tabIndex={0}>
      {shown.start > 0 && <button className="plain more" data-direction="earlier" onClick={() => readOn('earlier')}>What comes before</button>}
      {quote !== undefined && found === undefined && <p className="notice warn">The quote is not to be found at its place. This is what stands there now.</p>}
      <TextBlocks blocks={shown.blocks} titles={titles} unit={shown.unit} from={from} to={quote === undefined || found === undefined ? from : from + quote.length} />
      {shown.end < shown.length ? <button className="plain more" data-direction="later" onClick={() => readOn('later')}>What comes after</button> : <p className="soft end">The end</p>}
    </div>
  )
}

type List = RefObject<HTMLDivElement | null>

/** Shows the place and gives it the focus, as soon as it is there. */
function useGoTo(list: List, place: ReaderTextProps['place'], isHere: boolean): void {
  useLayoutEffect(() => {
    const sought = isHere ? (list.current?.querySelector<HTMLElement>('mark') ?? list.current?.querySelector<HTMLElement>('[data-sought]')) : undefined
    sought?.scrollIntoView({ block: sought.matches('mark') ? 'center' : 'start' })
    sought?.focus({ preventScroll: true })
  }, [list, place, isHere])
}

/** What the learner looks at stays where it is when parts come and go above it. */
function useHold(list: List, shown: DocumentWindow): void {
  const held = useRef<{ readonly start: string; readonly top: number }>(undefined)
  useLayoutEffect(() => {
    const scroller = list.current
    if (!scroller) return
    const before = held.current
    const block = before && scroller.querySelector(`[data-start="${before.start}"]`)
    if (block) scroller.scrollTop += block.getBoundingClientRect().top - before.top
    const hold = (): void => {
      const first = firstBelow(scroller.querySelectorAll<HTMLElement>('[data-start]'), scroller.getBoundingClientRect().top)
      held.current = first && { start: first.dataset['start']!, top: first.getBoundingClientRect().top }
    }
    hold()
    scroller.addEventListener('scroll', hold, { passive: true })
    return () => scroller.removeEventListener('scroll', hold)
  }, [list, shown])
}

/** The first block that ends below a line, but for the very first, which may begin elsewhere when more comes before it. */
function firstBelow(blocks: NodeListOf<HTMLElement>, line: number): HTMLElement | undefined {
  let low = 1
  let high = blocks.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (blocks[middle]!.getBoundingClientRect().bottom > line) high = middle
    else low = middle + 1
  }
  return blocks[low]
}

/** How near to an end of what is there, in pixels, more is read. */
const nearEnd = 600

function useReadOn(list: List, shown: DocumentWindow, readOn: ReaderTextProps['readOn']): void {
  const latest = useRef(readOn)
  useEffect(() => {
    latest.current = readOn
  })
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        const near = entries.find(({ isIntersecting }) => isIntersecting)?.target as HTMLElement | undefined
        if (near) latest.current(near.dataset['direction'] as Direction)
      },
      { root: list.current, rootMargin: `${nearEnd}px` },
    )
    for (const end of list.current?.querySelectorAll('[data-direction]') ?? []) observer.observe(end)
    return () => observer.disconnect()
  }, [list, shown])
}
