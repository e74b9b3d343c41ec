import type { LearnerRecord } from '@tutor/learner'

interface SharingProps {
  readonly learner: Pick<LearnerRecord, 'shares' | 'viewings'>
  readonly say: (text: string) => boolean
}

/** Whether the learner's teachers see how well they know what, who of them has looked, and the means to change it. */
export function Sharing({ learner: { shares, viewings }, say }: SharingProps) {
  return (
    <section className="data" aria-labelledby="sharing">
      <h2 id="sharing">Teachers</h2>
      <p>{shares ? 'Your teachers can see which skills you know how well. They never see your answers or what you say.' : 'Nobody but you sees what is known about you.'}</p>
      {viewings.length > 0 && (
        <ul>{viewings.toReversed().map(({ by, at }) => <li key={by}>{by} looked on <time dateTime={new Date(at).toISOString()}>{new Date(at).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' })}</time></li>)}</ul>
      )}
      <div className="row"><button onClick={() => say(shares ? '/share off' : '/share on')}>{shares ? 'Stop sharing' : 'Share with my teachers'}</button></div>
    </section>
  )
}
