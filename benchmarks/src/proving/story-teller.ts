import { setTimeout as wait } from 'node:timers/promises'
import { say, startModelServer, type ModelServer } from '@tutor/testkit'

/** A model server whose every answer is another story, told in small pieces at a steady pace. */
export interface StoryTeller extends AsyncDisposable {
  readonly server: ModelServer
  /** What a gateway needs to know to ask it. */
  readonly env: Readonly<Record<string, string>>
  /** The whole text of each story, in the order in which they are told. */
  readonly stories: readonly string[]
}

export interface Storytelling {
  /** Requests it can take. */
  readonly stories: number
  /** Pieces of about 60 characters. */
  readonly pieces: number
  readonly everyMs: number
}

export async function startStoryTeller({ stories, pieces, everyMs }: Storytelling): Promise<StoryTeller> {
  const told = Array.from({ length: stories }, (_, story) => piecesOf(story, pieces))
  // A getter, so that the time starts when the step's turn comes.
  const pause = {
    do: 'wait' as const,
    get until() {
      return wait(everyMs)
    },
  }
  const server = await startModelServer({ script: told.map((story) => story.flatMap((piece) => [say(piece), pause])) })
  return {
    server,
    env: { AGENT: 'tutor', MODEL: 'openai-compatible', MODEL_URL: server.baseUrl, MODEL_NAME: 'test-model' },
    stories: told.map((story) => story.join('')),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

/** `Story 7. In part 1 of story 7 …`: every piece is unlike all others. */
function piecesOf(story: number, pieces: number): string[] {
  const rest = Array.from({ length: pieces }, (_, part) => ` In part ${part} of story ${story} somebody learns something new.`)
  return [`Story ${story}.`, ...rest]
}
