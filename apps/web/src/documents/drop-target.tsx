import { Upload } from 'lucide-react'
import { useEffect, useState } from 'react'
import { filesOf, type Dropped } from './dropped-files.ts'

/** Files may be dropped anywhere on the page. Without it the browser would leave the page and show the file. */
export function DropTarget({ take }: { readonly take: (dropped: Dropped) => void }) {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const leaving = new AbortController()
    const listen = (type: 'dragover' | 'dragleave' | 'drop', hear: (event: DragEvent) => void) => window.addEventListener(type, hear, { signal: leaving.signal })
    listen('dragover', (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setOver(true)
    })
    // Leaving an element for another one within the page names that one.
    listen('dragleave', (event) => event.relatedTarget === null && setOver(false))
    listen('drop', (event) => {
      setOver(false)
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      take(filesOf(event.dataTransfer))
    })
    return () => leaving.abort()
  }, [take])
  return isOver && <div className="drop-target"><Upload size={32} aria-hidden /> Drop to add to your documents</div>
}
