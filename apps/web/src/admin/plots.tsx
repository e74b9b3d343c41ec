import type { LatencyView, OperatorView } from '@tutor/protocol'
import { duration, percent } from './amounts.ts'
import { LinePlot } from './line-plot.tsx'

/** The last two minutes. */
export function Plots({ past }: { readonly past: readonly OperatorView[] }) {
  const replies = past.map(({ latencies }) => latencies.replies)
  const turns = past.map(({ latencies }) => latencies.turns)
  return (
    <section className="plots" aria-label="The last two minutes">
      <LinePlot title="Replies" hint="from a message to its acknowledgement" lines={linesOf(replies)} format={duration} least={10} />
      <LinePlot title="Answers" hint="from an answer’s beginning to its end" lines={linesOf(turns)} format={duration} least={100} />
      <LinePlot
        title="Event loops"
        hint="how busy they are"
        lines={[
          { name: 'main', values: past.map(({ main }) => main.utilisation) },
          { name: 'busiest session thread', values: past.map(({ threads }) => Math.max(0, ...threads.map(({ utilisation }) => utilisation))) },
        ]}
        format={percent}
        least={1}
      />
    </section>
  )
}

function linesOf(latencies: readonly LatencyView[]) {
  const known = (pick: (latency: LatencyView) => number) => latencies.map((latency) => (latency.count > 0 ? pick(latency) : undefined))
  return [
    { name: 'median', values: known(({ p50 }) => p50) },
    { name: '99 of 100', values: known(({ p99 }) => p99) },
  ]
}
