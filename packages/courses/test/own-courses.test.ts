import { readFileSync } from 'node:fs'
import { LeakGuard } from '@tutor/agents'
import { checkKey, CodeThread, Grading, ownAnswer } from '@tutor/grading'
import type { Course, Item } from '@tutor/protocol'
import { parse } from 'yaml'
import { z } from 'zod'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { courseFiles, courseSchema, loadCourses, ownCourses, ownFolder, type LoadedCourses } from '../src/index.ts'

const { signal } = new AbortController()
const runner = new CodeThread()
const grading = new Grading({ runner })
let loaded: LoadedCourses
let items: readonly Item[]

beforeAll(async () => {
  loaded = await loadCourses({ folder: ownFolder, checkItem: checkKey })
  items = loaded.courses.flatMap((course) => course.items)
})
afterAll(() => runner.close())

function course(id: string): Course {
  return loaded.courses.find((each) => each.id === id)!
}

/** What a task says is to be computed, where it says no more than that. */
function computed(item: Item): string | undefined {
  return /^(?:Work out|Simplify|Multiply out|Factor) (.+?)(?: and simplify| so that .+)?\.(?: Give a fraction in lowest terms\.)?$/.exec(item.prompt)?.[1]
}

describe('the courses that come with the tutor', () => {
  it('COURSE-2 have no problems, and enough of everything for diagnosis, lessons and reviews', () => {
    expect(loaded.problems).toEqual([])
    expect(course('linear-equations').skills.length).toBeGreaterThanOrEqual(12)
    expect(course('linear-equations').items.length).toBeGreaterThanOrEqual(120)
    expect(course('first-functions').items.filter(({ answer }) => answer.kind === 'code').length).toBeGreaterThanOrEqual(6)
    for (const { skills, items: all } of loaded.courses) {
      for (const { id } of skills) expect(all.filter(({ skill }) => skill === id).length, id).toBeGreaterThanOrEqual(3)
    }
    expect(new Set(items.map(({ answer }) => answer.kind))).toEqual(new Set(['choice', 'text', 'number', 'algebra', 'equation', 'points', 'code']))
    expect(new Set(items.map(({ difficulty }) => difficulty))).toEqual(new Set([1, 2, 3]))
  })

  it('COURSE-6 are kept as their files say; node scripts/keep-courses.ts keeps them anew', async () => {
    const kept = await ownCourses()
    expect(kept).toEqual(loaded.courses)
    expect(kept).toHaveLength((await courseFiles(ownFolder)).length)
  })

  it('COURSE-11 fit the JSON Schema that editors check with, which knows every field', async () => {
    const schema = z.fromJSONSchema((await courseSchema()) as Parameters<typeof z.fromJSONSchema>[0])
    for (const file of await courseFiles(ownFolder)) {
      const data = parse(readFileSync(file, 'utf8')) as Record<string, unknown>
      expect(schema.safeParse(data).error?.issues ?? []).toEqual([])
      expect(schema.safeParse({ ...data, titel: '' }).success).toBe(false)
    }
  })

  it('COURSE-2 mark their own keys right, functions by running the solution', async () => {
    for (const item of items) {
      const mark = await grading.mark(item, ownAnswer(item), signal)
      expect({ item: item.id, verdict: mark.verdict }, mark.feedback).toEqual({ item: item.id, verdict: 'right' })
    }
  })

  it('COURSE-2 have the keys that come out when their tasks are computed', async () => {
    const tasks = items.flatMap((item) => {
      const task = computed(item)
      const key = item.answer.kind === 'number' ? item.answer.value : item.answer.kind === 'algebra' ? item.answer.expression : undefined
      return task !== undefined && key !== undefined ? [{ item, task, key }] : []
    })
    expect(tasks.length).toBeGreaterThan(35)
    for (const { item, task, key } of tasks) {
      const { verdict } = await grading.mark({ ...item, answer: { kind: 'algebra', expression: key } }, task, signal)
      expect({ item: item.id, verdict }).toEqual({ item: item.id, verdict: 'right' })
    }
    for (const { answer, prompt } of items) if (answer.kind === 'equation') expect(prompt).toContain(answer.equation)
  })

  it('COURSE-2 give no answer away in a hint before the first step, by the rules that a language model is held to', () => {
    const told = items.flatMap((item) => {
      const { question, pointer, rule } = item.hints
      return Object.entries({ question, pointer, rule }).flatMap(([hint, text]) => (new LeakGuard({ open: item }).isTold(text) ? [`${item.id} ${hint}: ${text}`] : []))
    })
    expect(told).toEqual([])
  })

  it('COURSE-2 answer no task with its own example, and no twin is the same task', () => {
    for (const { skills, items: all } of loaded.courses) {
      const examples = new Set(skills.flatMap(({ workedExamples }) => workedExamples.map(({ task }) => task)))
      for (const item of all) expect(examples.has(item.prompt), item.id).toBe(false)
      expect(new Set(all.map(({ prompt }) => prompt)).size).toBe(all.length)
    }
  })
})
