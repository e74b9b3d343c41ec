import { Crowd } from './crowd.ts'
import type { LoadCommand, LoadReply } from './load-command.ts'
import { LoadFailure } from './load-failure.ts'
import { Neighbourhood } from './neighbourhood.ts'

let crowd: Crowd | undefined

process.on('message', (command: LoadCommand) => {
  void obey(command)
    .catch((thrown: unknown): LoadReply => {
      if (!(thrown instanceof LoadFailure)) throw thrown
      return { kind: 'failed', code: thrown.code, message: thrown.message }
    })
    .then((reply) => process.send?.(reply))
})

// The load ends with the program that ordered it, however that ended.
process.on('disconnect', () => process.exit())

async function obey(command: LoadCommand): Promise<LoadReply> {
  switch (command.kind) {
    case 'open':
      crowd = await Crowd.open(command.plan)
      return { kind: 'done' }
    case 'ask-each':
      await opened().askEach()
      return { kind: 'done' }
    case 'ping-each':
      await opened().pingEach()
      return { kind: 'done' }
    case 'drive':
      return { kind: 'driven', result: await opened().drive(command.plan) }
    case 'come-back':
      return { kind: 'came-back', result: await opened().comeBack(command.sabotage) }
    case 'disturb':
      return { kind: 'disturbed', result: await Neighbourhood.disturb(command.plan) }
    case 'close':
      await crowd?.close()
      return { kind: 'done' }
  }
}

function opened(): Crowd {
  if (crowd === undefined) throw new LoadFailure('plan_out_of_bounds', 'Open connections first.')
  return crowd
}
