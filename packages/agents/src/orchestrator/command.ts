/** What a learner can type instead of an answer or a question; the same words work for every client. */
export type CommandName = (typeof commands)[number]['name']

/** Most characters behind a command, but for a note and a reason: what is longer is no name, and reading it would take long. */
export const longestArgument = 300

/** Whether there is more behind a command than it can mean. */
export function isTooLong({ name, argument }: Command): boolean {
  return name !== 'note' && name !== 'flag' && argument.length > longestArgument
}

export interface Command {
  readonly name: CommandName
  /** What stands behind it. */
  readonly argument: string
}

/** In the order in which `/help` shows them. */
const commands = [
  { group: 'Learn', name: 'start', usage: '[COURSE]', does: 'begin a course, or go on where you are' },
  { group: 'Learn', name: 'courses', usage: '', does: 'list the courses' },
  { group: 'Learn', name: 'learn', usage: '[SKILL]', does: 'a lesson, with hints' },
  { group: 'Learn', name: 'explain', usage: '[SKILL]', does: 'what it is and how it is done' },
  { group: 'Learn', name: 'example', usage: '[SKILL]', does: 'a task solved step by step' },
  { group: 'Learn', name: 'today', usage: '', does: 'what your plan has for today' },
  { group: 'Learn', name: 'plan', usage: '[GOAL] [by DATE]', does: 'make a plan, or show yours' },
  { group: 'Practise', name: 'quiz', usage: '[SKILL | notes] [N]', does: 'questions without help, from a skill or from your notes' },
  { group: 'Practise', name: 'review', usage: '', does: 'what is due, before you forget it' },
  { group: 'Practise', name: 'snooze', usage: 'SKILL [DAYS]', does: 'put its review off' },
  { group: 'Practise', name: 'exam', usage: '[N]', does: 'a mock exam; the marks come at the end' },
  { group: 'At a question', name: 'hint', usage: '', does: 'the next hint, after a try' },
  { group: 'At a question', name: 'reveal', usage: '', does: 'the solution, after all hints' },
  { group: 'At a question', name: 'sure', usage: '0-100', does: 'how sure you are' },
  { group: 'At a question', name: 'flag', usage: 'WHY', does: 'say that the key is wrong' },
  { group: 'At a question', name: 'skip', usage: '', does: 'leave it out' },
  { group: 'At a question', name: 'next', usage: '', does: 'go on' },
  { group: 'At a question', name: 'stop', usage: '', does: 'end the quiz or the lesson' },
  { group: 'What is known about you', name: 'progress', usage: '[SKILL]', does: 'how well you know what, and why that is thought' },
  { group: 'What is known about you', name: 'correct', usage: 'SKILL known|unknown', does: 'say that it is otherwise' },
  { group: 'What is known about you', name: 'forget', usage: 'SKILL | everything', does: 'have it deleted' },
  { group: 'What is known about you', name: 'export', usage: '', does: 'take it with you' },
  { group: 'What is known about you', name: 'share', usage: 'on|off', does: 'whether your teachers see how well you know what' },
  { group: 'Your documents', name: 'documents', usage: '', does: 'list them' },
  { group: 'Your documents', name: 'note', usage: 'TEXT', does: 'add a text' },
  { group: 'Your documents', name: 'remove', usage: 'NAME', does: 'remove one' },
  { group: 'The tutor', name: 'mode', usage: 'learn|ask', does: 'whether I lead, or only answer' },
  { group: 'The tutor', name: 'help', usage: '', does: 'show this' },
] as const

export const commandHelp = Object.entries(Object.groupBy(commands, ({ group }) => group)).map(([group, all]) => [group, ...all.map(({ name, usage, does }) => `  ${`/${name} ${usage}`.padEnd(30)} ${does}`)].join('\n')).join('\n\n')

/** @returns the command, or `undefined` where the text is something else (also `/etc is what?`) */
export function readCommand(text: string): Command | undefined {
  const match = /^\/(\w+)(?:\s+([\s\S]*))?$/.exec(text.trim())
  const found = commands.find(({ name }) => name === match?.[1]?.toLowerCase())
  return found && { name: found.name, argument: match?.[2]?.trim() ?? '' }
}

/** @returns the commands of a message that has one in each of several lines; a note may well have such lines */
export function severalCommands(text: string): readonly CommandName[] {
  if (!text.trimStart().startsWith('/')) return []
  const lines = text.split('\n').filter((line) => line.trim() !== '').map(readCommand)
  const found = lines.filter((line) => line !== undefined).map(({ name }) => name)
  return found.length === lines.length && found[0] !== 'note' ? found : []
}

/** `/hnit`: meant as a command, and none. */
export function isUnknownCommand(text: string): boolean {
  return /^\/[a-z]+$/i.test(text.trim()) && !readCommand(text)
}
