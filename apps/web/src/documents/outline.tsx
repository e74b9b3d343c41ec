import { describePlace } from '@tutor/protocol'
import type { Headings } from './use-outline.ts'

interface OutlineProps {
  readonly headings: Headings | undefined
  readonly name: string
  readonly open: (start: number) => void
}

/** The headings of a document, each a way to its place. */
export function Outline({ headings, name, open }: OutlineProps) {
  if (!headings) return <p className="soft" role="status">Looking for the headings…</p>
  if ('failure' in headings) return <p role="alert" className="notice bad">{headings.failure}</p>
  return (
    <nav className="outline" aria-label={`Contents of ${name}`}>
      <ol>
        {headings.sections.map(({ title, place, start }) => (
          <li key={start}><button className="plain" onClick={() => open(start)}><span dir="auto">{title}</span> <small>{describePlace(place)}</small></button></li>
        ))}
      </ol>
    </nav>
  )
}
