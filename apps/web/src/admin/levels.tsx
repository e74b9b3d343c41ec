import type { Level, OperatorView } from '@tutor/protocol'
import { bytes, count, duration, percent } from './amounts.ts'

/** How much of what there is is used, and what waits where. */
export function Levels({ view: { server, main, queues, threads } }: { readonly view: OperatorView }) {
  const queued = threads.reduce((sum, { queuedCharacters }) => sum + queuedCharacters, 0)
  const storing = threads.reduce((sum, thread) => sum + thread.storing, 0)
  return (
    <section aria-label="Now">
      <dl className="levels">
        <Figure name="Sessions awake" level={queues.awake} />
        <Figure name="Asleep, with clients" value={count(queues.asleep)} />
        <Figure name="Opening" level={queues.opening} />
        <Figure name="Connections" level={queues.connections} />
        <Figure name="Waiting for threads" value={bytes(queued)} />
        <Figure name="Waiting for the store" value={count(storing)} of="calls" />
        <Figure name="Documents arriving" value={bytes(queues.uploadBytes.now)} of={`of ${bytes(queues.uploadBytes.most)}`} />
        <Figure name="Main thread" value={percent(main.utilisation)} of={`busy, heap ${bytes(main.heapUsed)}`} />
        <Figure name="Memory" value={bytes(server.rss)} of="resident" />
        <Figure name="Threads lost" value={count(server.lostThreads)} of={`in ${duration(server.upMs)}`} isBad={server.lostThreads > 0} />
      </dl>
    </section>
  )
}

type FigureProps = { readonly name: string; readonly isBad?: boolean } & ({ readonly level: Level } | { readonly value: string; readonly of?: string })

/** From this share on what is there will not last. */
const tight = 0.9

function Figure({ name, isBad = false, ...amount }: FigureProps) {
  const [value, of] = 'level' in amount ? [count(amount.level.now), `of ${count(amount.level.most)}`] : [amount.value, amount.of]
  const isTight = 'level' in amount && amount.level.now > tight * amount.level.most
  return (
    <div data-bad={isBad || isTight}>
      <dt>{name}</dt>
      <dd>{value} {of !== undefined && <small>{of}</small>}</dd>
    </div>
  )
}
