import { memo } from 'react'
import Markdown from 'react-markdown'
import rehypeKatex from 'rehype-katex'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'

const remarkPlugins = [remarkGfm, remarkMath]
const rehypePlugins = [rehypeKatex]
/** No picture is loaded from elsewhere: its address would tell who reads it. */
const withoutPictures = ['img']

/** Markdown with formulas. HTML in it is shown as text. */
export const Words = memo(function Words({ text }: { readonly text: string }) {
  return (
    <div className="words">
      <Markdown remarkPlugins={remarkPlugins} rehypePlugins={rehypePlugins} disallowedElements={withoutPictures}>{text}</Markdown>
    </div>
  )
})
