import { describe, expect, it } from 'vitest'
import { parseCommandLine, UsageError } from '../src/command-line.ts'
import { scenarios } from '../src/scenarios.ts'

const parse = (line: string) => parseCommandLine(line === '' ? [] : line.split(' '), scenarios)

describe('the command line', () => {
  it('runs the scenario with its own defaults', () => {
    expect(parse('isolation-tax')).toMatchObject({
      kind: 'run',
      scenario: { name: 'isolation-tax' },
      json: false,
      numbers: { connections: 200, bytes: 64, rate: 1000 },
      subjects: new Set(['bare-uws', 'ws', 'naive-comlink', 'fastapi', 'ours']),
    })
    expect(parse('sessions')).toMatchObject({ kind: 'run', numbers: { sessions: 10_000, threads: 2 } })
  })

  it('takes numbers, --json and subjects, and never leaves the control out', () => {
    expect(parse('isolation-tax --json --rounds 3 --seconds=0.5 --subjects ours,ws')).toMatchObject({
      json: true,
      numbers: { rounds: 3, seconds: 0.5 },
      subjects: new Set(['bare-uws', 'ours', 'ws']),
    })
  })

  it.each(['', '--help', '-h'])('shows all scenarios for "%s"', (line) => {
    expect(parse(line)).toMatchObject({ kind: 'help', text: expect.stringMatching(/isolation-tax.*\n.*sessions/) })
  })

  it.each(scenarios)('shows every option of $name', (scenario) => {
    const command = parse(`${scenario.name} --help`)
    for (const option of Object.keys(scenario.options))
      expect(command).toMatchObject({ text: expect.stringContaining(`--${option}`) })
  })

  it.each([
    ['speed', 'There is no scenario "speed". The scenarios are: isolation-tax, sessions, durable, hibernate, recover, noisy-neighbour, documents.'],
    ['sessions --rounds 3', "Unknown option '--rounds'"],
    ['isolation-tax --rounds many', '--rounds must be a number from 1 to 100, not "many".'],
    ['isolation-tax --rounds=', '--rounds must be a number from 1 to 100, not "".'],
    ['isolation-tax --connections 20000', '--connections must be a number from 1 to 19000, not "20000".'],
    ['isolation-tax --subjects ours,theirs', 'There is no subject "theirs".'],
    ['isolation-tax ours', "Unexpected argument 'ours'"],
  ])('refuses "%s"', (line, message) => {
    expect(() => parse(line)).toThrow(UsageError)
    expect(() => parse(line)).toThrow(message)
  })
})
