import { memo } from 'react'
import Markdown from 'react-markdown'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import { AsTyped } from './as-typed.tsx'
import { CodeBlock } from './code-block.tsx'
import { useFormulas } from './formulas.ts'
import { OutwardLink } from './outward-link.tsx'

const remarkPlugins = [remarkGfm, remarkMath]
/** No picture is loaded from elsewhere: its address would tell who reads it. */
const withoutPictures = ['img']
const components = { pre: CodeBlock, a: OutwardLink }

/** Markdown with formulas. HTML in it is shown as text, and so is all of it where it is too deep to be shown otherwise. */
export const Words = memo(function Words({ text }: { readonly text: string }) {
  const formulas = useFormulas(text.includes('$'))
  return (
    <AsTyped text={text}>
      <Markdown remarkPlugins={remarkPlugins} rehypePlugins={formulas} disallowedElements={withoutPictures} components={components}>{text}</Markdown>
    </AsTyped>
  )
})
