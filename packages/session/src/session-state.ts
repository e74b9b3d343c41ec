import type { Exchange } from '@tutor/agents'
import type { KeptDocument } from '@tutor/documents'
import { LearnerRecord, type StoredLearner } from '@tutor/learner'
import { EventType, TutorError, type AgUiEvent, type CustomEvents, type EventEnvelope, type RunMessage } from '@tutor/protocol'
import type { OpenedHistory, Snapshot } from '@tutor/storage'
import { decodeRecord } from './journal-format.ts'
import { MessageMemory, type StoredMessages } from './message-memory.ts'
import { addTokens, tokensOn, type StoredTokens } from './token-count.ts'

/** A question that was taken and has no end yet. */
export interface OpenRun {
  readonly runId: string
  readonly message: RunMessage['message']
  phase: 'waiting' | 'withdrawn' | 'answering'
  /** How often it has been begun, but for those times when its server was stopped in order. */
  attempt: number
  /** Whether answering it has changed the documents or what is known of the learner already, so that it must not be begun again. */
  changed: boolean
  /** What was said so far, by this attempt. */
  answer: { readonly messageId: string; text: string; ended: boolean } | undefined
}

export interface EpochStart {
  readonly epoch: number
  /** The first event of the epoch. */
  readonly seq: number
}

/** What a snapshot holds. */
interface StoredState {
  readonly epochs: readonly EpochStart[]
  readonly documents: readonly KeptDocument[]
  readonly messages: StoredMessages
  readonly runs: readonly OpenRun[]
  readonly exchanges: readonly Exchange[]
  /** Of a language model; not there where none was ever used. */
  readonly tokens?: StoredTokens
  /** Not there where nothing was ever learned. */
  readonly learner?: StoredLearner
  /** `seq` of the event by which the learner last had something forgotten. */
  readonly forgottenAt?: number
}

/** Shared by all sessions: nobody changes it. */
const none: readonly never[] = []

/** How many owners back the history's epochs are known. */
const rememberedEpochs = 64

/** What a model is reminded of. */
const rememberedExchanges = { count: 10, characters: 24_000 }

/**
 * Everything a session knows: the sum of its events, and of nothing else. The same events give the same state, whether
 * they have just happened or are read from the journal.
 */
export class SessionState {
  /** Of what a snapshot holds; those before it are read, too: 2 has the learner. */
  static readonly version = 2
  readonly #epochs: EpochStart[]
  /** Made for the first document: most sessions of a busy server have just been opened. */
  #documents: Map<string, KeptDocument> | undefined
  readonly #messages: MessageMemory
  readonly #runs: OpenRun[]
  readonly #exchanges: Exchange[]
  /** Characters of the exchanges. */
  #exchanged: number
  #tokens: StoredTokens | undefined
  /** Made for the first fact, or the first who asks. */
  #learner: LearnerRecord | undefined
  #forgottenAt: number | undefined

  constructor(stored: StoredState = { epochs: none, documents: none, messages: none, runs: none, exchanges: none }) {
    this.#epochs = [...stored.epochs]
    if (stored.documents.length > 0) this.#documents = new Map(stored.documents.map((document) => [document.summary.id, document]))
    this.#messages = new MessageMemory(stored.messages)
    this.#runs = [...stored.runs]
    this.#exchanges = [...stored.exchanges]
    this.#exchanged = stored.exchanges.reduce((sum, exchange) => sum + lengthOf(exchange), 0)
    this.#tokens = stored.tokens
    if (stored.learner) this.#learner = new LearnerRecord(stored.learner)
    this.#forgottenAt = stored.forgottenAt
  }

  /** The sum of a stored history, and the `seq` of its last event. @throws TutorError `session_damaged` */
  static restore({ snapshot, records }: OpenedHistory, threadId: string): { readonly state: SessionState; readonly seq: number } {
    const state = new SessionState(snapshot && readSnapshot(snapshot))
    let seq = snapshot?.seq ?? 0
    for (const event of records.flatMap((record) => decodeRecord(record, threadId))) {
      // The first record may begin before the snapshot.
      if (event.seq <= seq) continue
      state.apply(event)
      seq = event.seq
    }
    return { state, seq }
  }

  toJSON(): StoredState {
    return {
      epochs: this.#epochs,
      documents: this.documents,
      messages: this.#messages.toJSON(),
      runs: this.#runs,
      exchanges: this.#exchanges,
      ...(this.#tokens && { tokens: this.#tokens }),
      ...(this.#learner && !this.#learner.isBlank && { learner: this.#learner.toJSON() }),
      ...(this.#forgottenAt !== undefined && { forgottenAt: this.#forgottenAt }),
    }
  }

  /** Oldest first; the last one is that of the last event. */
  get epochs(): readonly EpochStart[] {
    return this.#epochs
  }

  get documents(): readonly KeptDocument[] {
    return this.#documents ? [...this.#documents.values()] : none
  }

  /** In the order in which they are answered; the first may have been begun. */
  get runs(): readonly OpenRun[] {
    return this.#runs
  }

  /** Oldest first. */
  get exchanges(): readonly Exchange[] {
    return this.#exchanges
  }

  /** Tokens that a language model has read and written on the calendar day (UTC) of `now`, in milliseconds since 1970. */
  tokensUsed(now: number): number {
    return tokensOn(this.#tokens, now)
  }

  get learner(): LearnerRecord {
    return (this.#learner ??= new LearnerRecord())
  }

  /** `seq` of the event by which the learner last had something forgotten: nothing that lies before it is to be kept. */
  get forgottenAt(): number | undefined {
    return this.#forgottenAt
  }

  /** Blobs of the items that were made from a document, by hash. */
  itemsOf(documentId: string): readonly string[] {
    return this.#learner?.madeItems.filter((each) => each.documentId === documentId).map(({ blob }) => blob) ?? none
  }

  /** Whether a message with this id was taken before: this very one, or another. */
  recall(message: RunMessage): ReturnType<MessageMemory['recall']> {
    return this.#messages.recall(message)
  }

  apply({ epoch, seq, event }: EventEnvelope): void {
    if (epoch !== this.#epochs.at(-1)?.epoch) this.#beginEpoch({ epoch, seq })
    switch (event.type) {
      case EventType.RUN_STARTED:
        return this.#begin(event)
      case EventType.TEXT_MESSAGE_START:
        return this.#speak(event.messageId)
      case EventType.TEXT_MESSAGE_CONTENT:
        return this.#say(event.delta)
      case EventType.TEXT_MESSAGE_END:
        return this.#stopSpeaking()
      case EventType.RUN_FINISHED:
        return this.#end(event.outcome?.type === 'success')
      case EventType.RUN_ERROR:
        return this.#end(false)
      case EventType.CUSTOM:
        if (event.name === ('tutor.learned' satisfies keyof CustomEvents)) return this.#learn(event.value as CustomEvents['tutor.learned'], seq)
        return this.#applyCustom(event.name as keyof CustomEvents, event.value)
      default:
    }
  }

  #applyCustom(name: keyof CustomEvents, value: unknown): void {
    switch (name) {
      case 'tutor.run_queued':
        this.#take(value as CustomEvents['tutor.run_queued'])
        return
      case 'tutor.run_withdrawn':
        return this.#withdraw(value as CustomEvents['tutor.run_withdrawn'])
      case 'tutor.run_suspended':
        return this.#suspend()
      case 'tutor.run_restarted':
        return this.#restart(value as CustomEvents['tutor.run_restarted'])
      case 'tutor.document_added':
        return this.#add(value as CustomEvents['tutor.document_added'])
      case 'tutor.document_removed':
        return this.#remove(value as CustomEvents['tutor.document_removed'])
      case 'tutor.learned':
      case 'tutor.citations':
      case 'tutor.model_replaced':
    }
  }

  #beginEpoch(start: EpochStart): void {
    this.#epochs.push(start)
    if (this.#epochs.length > rememberedEpochs) this.#epochs.shift()
  }

  #take({ runId, message }: CustomEvents['tutor.run_queued']): OpenRun {
    const run: OpenRun = { runId, message, phase: 'waiting', attempt: 0, changed: false, answer: undefined }
    this.#runs.push(run)
    this.#messages.remember({ runId, message })
    return run
  }

  #begin({ runId, input }: Extract<AgUiEvent, { type: 'RUN_STARTED' }>): void {
    const { id, content } = input!.messages[0] as RunMessage['message']
    const run = this.#runs.find((each) => each.runId === runId) ?? this.#take({ runId, message: { id, content } })
    if (run.phase === 'waiting') run.phase = 'answering'
    run.attempt = 1
  }

  #withdraw({ runId }: CustomEvents['tutor.run_withdrawn']): void {
    const run = this.#runs.find((each) => each.runId === runId)
    if (run) run.phase = 'withdrawn'
  }

  /** The one that is being answered, by the order of the runs. */
  #suspend(): void {
    const [run] = this.#runs
    if (run) run.attempt -= 1
  }

  #restart({ attempt }: CustomEvents['tutor.run_restarted']): void {
    const [run] = this.#runs
    if (run) Object.assign(run, { attempt, answer: undefined })
  }

  #speak(messageId: string): void {
    const [run] = this.#runs
    if (run) run.answer = { messageId, text: '', ended: false }
  }

  #say(delta: string): void {
    const answer = this.#runs[0]?.answer
    if (answer) answer.text += delta
  }

  #stopSpeaking(): void {
    const answer = this.#runs[0]?.answer
    if (answer) answer.ended = true
  }

  #end(success: boolean): void {
    const run = this.#runs.shift()
    if (!success || !run?.answer) return
    const exchange = { question: run.message.content, answer: run.answer.text }
    this.#exchanges.push(exchange)
    this.#exchanged += lengthOf(exchange)
    while (this.#exchanges.length > rememberedExchanges.count || this.#exchanged > rememberedExchanges.characters) {
      this.#exchanged -= lengthOf(this.#exchanges.shift()!)
    }
  }

  #add({ document, reading, uploadId }: CustomEvents['tutor.document_added']): void {
    this.#documents ??= new Map()
    this.#documents.set(document.id, { summary: document, reading })
    if (uploadId === undefined) this.#markChange()
  }

  #remove({ documentId }: CustomEvents['tutor.document_removed']): void {
    this.#documents?.delete(documentId)
    this.#learner?.dropDocument(documentId)
    this.#markChange()
  }

  #learn({ facts }: CustomEvents['tutor.learned'], seq: number): void {
    for (const fact of facts) {
      if (fact.fact === 'evidence_forgotten') this.#forgetSaid(seq)
      if (fact.fact === 'model_used') {
        this.#tokens = addTokens(this.#tokens, fact.tokens, fact.at)
      } else {
        this.learner.apply(fact)
        // Whoever looks does not change what a run is about.
        if (fact.fact !== 'progress_viewed') this.#markChange()
      }
    }
  }

  /** What was said holds what was answered. */
  #forgetSaid(seq: number): void {
    this.#forgottenAt = seq
    this.#exchanges.length = 0
    this.#exchanged = 0
  }

  #markChange(): void {
    const [run] = this.#runs
    if (run?.phase === 'answering') run.changed = true
  }
}

function lengthOf({ question, answer }: Exchange): number {
  return question.length + answer.length
}

function readSnapshot({ version, body }: Snapshot): StoredState {
  if (version > SessionState.version) {
    throw new TutorError('session_damaged', 'The state of this session was written by a newer version of the server.')
  }
  return JSON.parse(body) as StoredState
}
