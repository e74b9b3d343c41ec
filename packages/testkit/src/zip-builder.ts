import { strToU8, zipSync, type Zippable } from 'fflate'

/** Any: with the time of now, no two files would be the same. */
const written = new Date('2026-01-01T12:00:00')

/** A zip file with these members, in order. What begins with `mimetype` is left unpacked, as books need it. */
export function buildZip(members: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const files: Zippable = {}
  for (const [name, content] of Object.entries(members)) {
    const bytes = typeof content === 'string' ? strToU8(content) : content
    files[name] = [bytes, { level: name === 'mimetype' || bytes.length === 0 ? 0 : 6, mtime: written }]
  }
  return zipSync(files)
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

/** What the parts of an Office file have to say of their types. */
export function contentTypes(parts: Readonly<Record<string, string>>): string {
  const overrides = Object.entries(parts).map(([part, type]) => `<Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}+xml"/>`)
  const defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
  return `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${defaults}${overrides.join('')}</Types>`
}

/** @param targets address of each part by the last word of its type; the ids are `rId1`, `rId2` and so on */
export function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const base = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const each = targets.map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${base}/${type}" Target="${target}"/>`)
  return `${xmlHead}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`
}
