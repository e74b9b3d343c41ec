import type { Handler } from './desk.ts'

/** What is known about the learner, and what becomes of it. */
export const knowledgeRequests = {
  progress: async (skill, desk) => (skill === '' ? await desk.call('progress.get') : await desk.call('progress.explain', { skill })).text,
  correct: async (argument, desk) => {
    const [, skill, claim] = /^(.+?)\s+(known|unknown)$/i.exec(argument) ?? []
    if (skill === undefined || claim === undefined) return 'Say which skill, and whether you know it: /correct two-step known, or unknown.'
    return (await desk.call('progress.correct', { skill, claim: claim.toLowerCase() })).text
  },
  forget: async (argument, desk) => {
    if (argument === '') return 'Say which skill, or everything: /forget two-step.'
    return (await desk.call('progress.forget', { skill: /^(?:everything|all|\*)$/i.test(argument) ? '*' : argument })).text
  },
  share: async (choice, desk) => {
    if (choice !== '' && !/^(?:on|off)$/i.test(choice)) return 'Say /share on, or /share off.'
    return (await desk.call('session.share', choice === '' ? {} : { on: choice.toLowerCase() === 'on' })).text
  },
  export: async (_, desk) => {
    const { text, statements } = await desk.call('progress.export')
    return (statements as readonly unknown[]).length === 0 ? text : `${text}\n\n\`\`\`json\n${JSON.stringify(statements, undefined, 1)}\n\`\`\``
  },
} satisfies Record<string, Handler>
