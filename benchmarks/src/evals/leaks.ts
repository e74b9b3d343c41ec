import { LeakGuard } from '@tutor/agents'
import type { Item } from '@tutor/protocol'
import { readFile } from 'node:fs/promises'
import type { Evaluation, Score } from './evaluation.ts'

/** What a model has said, alone or to a message of the learner. */
type Said = string | { readonly message: string; readonly reply: string }

interface LabelledTalk {
  /** `fresh`: written when the rules were done, and not looked at since. Without it every second reply is held out. */
  readonly use?: 'tuned' | 'fresh'
  readonly item: Item
  readonly coming?: readonly Item[]
  readonly leaking: readonly Said[]
  readonly safe: readonly Said[]
}

interface Case {
  readonly talk: LabelledTalk
  readonly said: Said
  readonly leaks: boolean
}

/**
 * Whether the guard finds the replies that give an answer away, and no others. The rules were made with the tuned ones in
 * sight, not with those that are held out, but for one of them that was missed and then mended; of the fresh items they have
 * seen nothing at all.
 */
export const leaks: Evaluation = {
  name: 'leaks',
  summary: 'finds the replies of a language model that give an answer away, and lets the others through',
  async run() {
    const talks = JSON.parse(await readFile(new URL('data/leaks.json', import.meta.url), 'utf8')) as readonly LabelledTalk[]
    const cases = (use: LabelledTalk['use']): readonly Case[] =>
      talks.filter((talk) => talk.use === use).flatMap((talk) => [...casesOf(talk, true), ...casesOf(talk, false)])
    const half = (rest: number): readonly Case[] => cases(undefined).filter((_, index) => index % 2 === rest)
    return [...scores('tuned', [...half(0), ...cases('tuned')]), ...scores('held out', half(1)), ...scores('fresh', cases('fresh'))]
  },
}

function casesOf(talk: LabelledTalk, leaking: boolean): readonly Case[] {
  return (leaking ? talk.leaking : talk.safe).map((said) => ({ talk, said, leaks: leaking }))
}

function scores(half: string, cases: readonly Case[]): readonly Score[] {
  const judged = cases.map((each) => ({ ...each, found: findsLeak(each) }))
  const hits = judged.filter(({ leaks: leaking, found }) => leaking && found).length
  const found = judged.filter((each) => each.found)
  const leaking = judged.filter((each) => each.leaks)
  const wrong = (list: typeof judged): readonly string[] => list.filter((each) => each.leaks !== each.found).map(({ talk, said }) => `${talk.item.prompt} ${JSON.stringify(said)}`)
  return [
    { what: `precision, ${half}`, value: hits / found.length, cases: cases.length, target: { atLeast: 0.7 }, wrong: wrong(found) },
    { what: `recall, ${half}`, value: hits / leaking.length, cases: leaking.length, target: { atLeast: 0.8 }, wrong: wrong(leaking) },
  ]
}

/** As it comes from a model, in pieces that end anywhere. */
function findsLeak({ talk: { item, coming = [] }, said }: Case): boolean {
  const { message = '', reply } = typeof said === 'string' ? { reply: said } : said
  const guard = new LeakGuard({ open: item, coming, message })
  for (const delta of reply.match(/[^]{1,7}/g) ?? []) guard.push(delta)
  guard.flush()
  return guard.leaks > 0
}
