import { z } from 'zod'
import type { CoursePath, Report } from '../course-problem.ts'
import { meant } from './closest.ts'

const textWanted = 'It is a text. Put quotes around a text that YAML takes for something else.'

/** Text that is not empty; a number will do, since YAML makes one of `5`. */
export function text(most = 4_000) {
  return z
    .union([z.string(), z.number()], { error: textWanted })
    .transform((value) => String(value).trim())
    .refine((value) => value !== '', { error: 'It is empty. Write something, or leave it out where that is allowed.' })
    .refine((value) => value.length <= most, { error: `It is too long. It may have ${most.toLocaleString('en')} characters.` })
}

/** Short name of something within the file: `two-steps`, `7`. */
export const name = text(60).refine((value) => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(value), { error: 'A name is made of small letters, digits and hyphens, such as “two-steps”.' })

/** An object with these fields and no others. */
export function fields<Shape extends z.ZodRawShape>(shape: Shape) {
  const names = Object.keys(shape)
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? (issue.keys ?? []).map((key) => `“${key}” is not known here. ${meant(key, names)}`).join('\n') : undefined),
  })
}

/**
 * Reads a part of a file by its shape, and reports everything that does not fit.
 *
 * @returns none where anything does not
 */
export function readShape<Shape extends z.ZodType>(shape: Shape, data: unknown, { path, report }: { readonly path: CoursePath; readonly report: Report }): z.output<Shape> | undefined {
  const read = shape.safeParse(data)
  if (read.success) return read.data
  for (const issue of read.error.issues) {
    const at = [...path, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))]
    if (issue.code === 'unrecognized_keys') {
      for (const [index, line] of issue.message.split('\n').entries()) report([...at, issue.keys[index] ?? ''], line)
    } else report(at, describe(issue, at, data === undefined ? undefined : valueAt(data, issue.path)))
  }
  return undefined
}

function describe(issue: z.core.$ZodIssue, path: CoursePath, value: unknown): string {
  const field = path.findLast((step) => typeof step === 'string')
  const label = field === undefined ? 'This' : `“${field}”`
  if (value === undefined) return issue.code === 'custom' ? `${label} is missing. ${issue.message}` : `${label} is missing.`
  switch (issue.code) {
    case 'invalid_type':
    case 'invalid_union':
    case 'invalid_value':
      return `${label} is ${kindOf(value)}. ${wanted(issue)}`.trim()
    case 'too_small':
      return `${label} is too ${issue.origin === 'number' || issue.origin === 'int' ? `small. It is at least ${issue.minimum}.` : `short. ${issue.minimum === 1 ? 'It has one entry at least.' : `It has ${issue.minimum} entries.`}`}`
    case 'too_big':
      return `${label} is too ${issue.origin === 'number' || issue.origin === 'int' ? `large. It is at most ${issue.maximum}.` : `long. It has at most ${issue.maximum} entries.`}`
    default:
      return `${label}: ${issue.message}`
  }
}

function wanted(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `It is one of: ${issue.values.map(String).join(', ')}.`
  if (issue.code === 'invalid_union') return issue.message
  return issue.code === 'invalid_type' ? (kinds[issue.expected] ?? '') : ''
}

const kinds: Readonly<Record<string, string>> = {
  string: textWanted,
  number: 'It is a number.',
  int: 'It is a whole number.',
  array: 'It is a list: each entry on its own line, behind a hyphen.',
  object: 'It has fields of its own: each on its own line, indented, with a colon behind its name.',
  record: 'It has fields of its own: each on its own line, indented, with a colon behind its name.',
  boolean: 'It is true or false.',
}

function kindOf(value: unknown): string {
  if (value === null) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a group of fields'
  const shown = typeof value === 'string' ? value : JSON.stringify(value)
  return shown.length > 40 ? `“${shown.slice(0, 40)}…”` : `“${shown}”`
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<PropertyKey, unknown>)[step]
  }
  return value
}
