import { Check, Copy } from 'lucide-react'
import { isValidElement, useRef, useState, type ComponentProps, type ReactNode } from 'react'

/** How long it is said that something was copied, in milliseconds. */
const saidMs = 2_000

/** Code, the name of its language, and a way to take it along. */
export function CodeBlock({ children }: ComponentProps<'pre'>) {
  const code = useRef<HTMLPreElement>(null)
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(code.current?.textContent ?? '')
    setCopied(true)
    setTimeout(() => setCopied(false), saidMs)
  }
  // A page of a server without TLS may not write there.
  const mayCopy = 'clipboard' in navigator
  const Icon = isCopied ? Check : Copy
  return (
    <div className="code">
      <div className="code-bar">
        <span>{languageOf(children) ?? 'code'}</span>
        {mayCopy && <button className="plain" onClick={() => void copy().catch(() => {})}><Icon size={14} aria-hidden /> {isCopied ? 'Copied' : 'Copy'}</button>}
      </div>
      <pre ref={code} tabIndex={0}>{children}</pre>
    </div>
  )
}

/** Markdown writes it into the class of the element within. */
function languageOf(children: ReactNode): string | undefined {
  if (!isValidElement<{ className?: string }>(children)) return undefined
  return /language-(\S+)/.exec(children.props.className ?? '')?.[1]
}
