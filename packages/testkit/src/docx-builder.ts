import { buildZip, contentTypes, escapeXml, relationships, xmlHead } from './zip-builder.ts'

/** A paragraph (`# ` in front sets it as a heading), one with a footnote, the items of a list, the rows of a table, or WordprocessingML as it is. */
export type DocxBlock =
  | string
  | { readonly text: string; readonly footnote: string }
  | { readonly list: readonly string[] }
  | { readonly table: readonly (readonly string[])[] }
  | { readonly xml: string }

const namespaces =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'

/** As Word in German writes them: the ids are translated, the names are not. */
const germanStyles = `<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Kapitel"><w:name w:val="Kapitel"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Listenabsatz"><w:name w:val="List Paragraph"/><w:basedOn w:val="Standard"/></w:style>
<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/><w:basedOn w:val="Standard"/></w:style>`

/** A Word document with real styles, numbering and footnotes. */
export function buildDocx(blocks: readonly DocxBlock[]): Uint8Array {
  const notes: string[] = []
  const body = blocks.map((block) => blockXml(block, notes)).join('')
  return buildZip({
    '[Content_Types].xml': contentTypes({
      'word/document.xml': 'wordprocessingml.document.main',
      'word/styles.xml': 'wordprocessingml.styles',
      'word/footnotes.xml': 'wordprocessingml.footnotes',
    }),
    '_rels/.rels': relationships([['officeDocument', 'word/document.xml']]),
    'word/_rels/document.xml.rels': relationships([['styles', 'styles.xml'], ['footnotes', 'footnotes.xml']]),
    'word/document.xml': `${xmlHead}<w:document ${namespaces}><w:body>${body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`,
    'word/styles.xml': `${xmlHead}<w:styles ${namespaces}>${germanStyles}</w:styles>`,
    'word/footnotes.xml': `${xmlHead}<w:footnotes ${namespaces}>${footnotesXml(notes)}</w:footnotes>`,
  })
}

function blockXml(block: DocxBlock, notes: string[]): string {
  if (typeof block === 'string') return block.startsWith('# ') ? paragraph(run(block.slice(2)), style('berschrift1')) : paragraph(run(block))
  if ('xml' in block) return block.xml
  if ('list' in block) {
    const numbered = `${style('Listenabsatz')}<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`
    return block.list.map((item) => paragraph(run(item), numbered)).join('')
  }
  if ('table' in block) {
    const rows = block.table.map((row) => `<w:tr>${row.map((cell) => `<w:tc><w:tcPr/>${paragraph(run(cell))}</w:tc>`).join('')}</w:tr>`)
    return `<w:tbl><w:tblPr/>${rows.join('')}</w:tbl>`
  }
  const id = notes.push(block.footnote)
  return paragraph(`${run(block.text)}<w:r><w:footnoteReference w:id="${id}"/></w:r>`)
}

function footnotesXml(notes: readonly string[]): string {
  const separator = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
  return separator + notes.map((note, index) => `<w:footnote w:id="${index + 1}">${paragraph(`<w:r><w:footnoteRef/></w:r>${run(note)}`)}</w:footnote>`).join('')
}

function paragraph(content: string, properties = ''): string {
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${content}</w:p>`
}

/** In two runs, as an editor leaves them where something was changed. */
function run(text: string): string {
  const half = Math.floor(text.length / 2)
  return [text.slice(0, half), text.slice(half)].map((part) => `<w:r><w:t xml:space="preserve">${escapeXml(part)}</w:t></w:r>`).join('')
}

function style(id: string): string {
  return `<w:pStyle w:val="${id}"/>`
}
