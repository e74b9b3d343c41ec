export const helpText = `tutor: answers questions from your documents, each answer with its sources

Usage
  tutor [options] QUESTION      answers one question
  tutor --forget                deletes the session for good, with its documents and all that is known
  tutor [options]               talks with you; without a terminal, answers standard input line by line

Options
  --doc FILE          adds a document (PDF, Word, PowerPoint, EPUB, HTML, Markdown or text); may be given
                      several times
  --json              writes every message of the session as one line of JSON, and nothing else
  --connect ADDRESS   asks a gateway, such as ws://127.0.0.1:8080/ws/anna, instead of a session of its own
  --wait SECONDS      waits so long for a gateway that went away (default: 60)
  --token TOKEN       shows the gateway who you are; better by TUTOR_TOKEN, since others can see arguments
  --client-id ID      names the session of its own (default: terminal)
  --data DIR          where it is kept, documents included (default: ~/.local/share/tutor)
  --memory            keeps nothing: the session ends with the program
  --courses DIR       courses of your own, *.yaml, besides those that come with it (see docs/courses.md)
  --model KIND        embedded (default: quotes your documents, needs no network), anthropic, openai,
                      openai-compatible, or gguf (a model of a file; see npm run gguf)
  --model-url URL     base address of the endpoint, such as http://127.0.0.1:11434/v1
  --model-name NAME   what the endpoint calls the model
  --model-path FILE   the file of a gguf model
  -h, --help          shows this
  -v, --version       shows the version

Environment
  MODEL, MODEL_URL, MODEL_NAME, MODEL_PATH  like the flags, which win; MODEL_API_KEY, MODEL_THREADS,
                                MODEL_TIMEOUT_MS, MODEL_TOKENS_PER_DAY
  TUTOR_TOKEN, TUTOR_DATA, COURSES_DIR  like --token, --data and --courses, which win

Exit code
  0 answered, 1 failed, 2 wrong usage, 3 no connection, 130 interrupted
`

/** What the terminal adds to the commands of the session, which explains its own. */
export const replHelp = `/add FILE             add a document: PDF, Word (docx), PowerPoint (pptx), EPUB, HTML, Markdown or text
/source N             show what stands around the quote [N] of the last answer
/export FILE          write what is known about you to a new file, as xAPI statements
/quit                 leave; so does Ctrl-D, and Ctrl-C when nothing is being answered
`
