import type { PlaceUnit } from '@tutor/protocol'
import { memo } from 'react'
import { isSheet, type TextBlock } from './document-window.ts'

interface TextBlocksProps {
  readonly blocks: readonly TextBlock[]
  /** Of the headings, by where they stand. */
  readonly titles: ReadonlyMap<number, string>
  readonly unit: PlaceUnit
  /** Where the quote stands, or the place that was looked for, which has no length. */
  readonly from: number
  readonly to: number
}

/** The text as paragraphs, the quote marked in it, with its pages between them or its lines beside them. */
export function TextBlocks({ blocks, titles, unit, from, to }: TextBlocksProps) {
  return blocks.map((block, index) => {
    const next = blocks[index + 1]?.start ?? Infinity
    const isSought = from >= block.start && from < next
    const [start, end] = [Math.max(0, from - block.start), Math.min(block.text.length, to - block.start)]
    return <Block key={block.start} block={block} isHeading={isHeading(block, titles)} unit={unit} isSought={isSought} quote={start < end ? `${start}-${end}` : ''} />
  })
}

interface BlockProps {
  readonly block: TextBlock
  readonly unit: PlaceUnit
  readonly isHeading: boolean
  readonly isSought: boolean
  /** `FROM-TO` in the block, or empty: a text, so that blocks without it stay as they are. */
  readonly quote: string
}

const Block = memo(function Block({ block: { start, text, place, begun }, isHeading: isTitle, unit, isSought, quote }: BlockProps) {
  const [from = 0, to = 0] = quote.split('-').map(Number)
  const isApart = isSheet(unit)
  return (
    <>
      {begun.map((number) => <h3 key={number} className="sheet">{unit} {number}</h3>)}
      <p dir="auto" data-start={start} data-sought={isSought || undefined} tabIndex={isSought && quote === '' ? -1 : undefined} className={[...(isApart ? [] : ['numbered']), ...(isTitle ? ['title'] : [])].join(' ')}>
        {!isApart && <span className="number"><span className="aloud">{unit} </span>{place}</span>}
        {text.slice(0, from)}
        {quote !== '' && <mark tabIndex={-1}>{text.slice(from, to)}</mark>}
        {text.slice(to)}
      </p>
    </>
  )
})

/** A section without a heading of its own is named by its first words, which are a part of its text. */
function isHeading({ start, text }: TextBlock, titles: ReadonlyMap<number, string>): boolean {
  return titles.get(start) === text.replace(/^#+/, '').replace(/\s+/g, ' ').trim()
}
