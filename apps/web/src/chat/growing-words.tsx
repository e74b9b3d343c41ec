import { useState } from 'react'
import { Blocks } from './blocks.ts'
import { Words } from './words.tsx'

interface GrowingWordsProps {
  readonly text: string
  readonly isGrowing: boolean
}

/** Markdown that may grow. What was seen growing stays in blocks when it is whole, so that nothing on the screen moves. */
export function GrowingWords({ text, isGrowing }: GrowingWordsProps) {
  const [blocks, setBlocks] = useState<Blocks>()
  if (isGrowing && !blocks) setBlocks(new Blocks())
  if (!blocks) return <div className="words"><Words text={text} /></div>
  // Blocks are told apart by their place: none comes or goes before the last one.
  return <div className="words">{blocks.split(text).map((block, place) => <Words key={place} text={block} />)}</div>
}
