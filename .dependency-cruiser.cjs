// The tree is the architecture: protocol <- engines (never each other) <- session <- apps. Each rule is shown to fail in
// scripts/test/import-rules.test.ts.
const rule = (name, from, to) => ({ name, severity: 'error', from, to })

/** Each foreign engine stays behind one file or one folder of ours; its types may be named elsewhere. */
const engines = {
  'uWebSockets.js': '^packages/uws/src/load-uws\\.ts$',
  jose: '^apps/gateway/src/identity/json-web-token\\.ts$',
  // The worker hands its result over in Piscina's way.
  piscina: '^apps/gateway/src/(worker-pool|reading/reader-pool|thread/reader\\.worker)\\.ts$',
  pino: '^apps/gateway/src/[^/]+\\.ts$',
  comlink: '^packages/thread-link/src/comlink-call\\.ts$',
  ai: '^packages/agents/src/orchestrator/model-loop\\.ts$',
  '@ai-sdk/anthropic': '^packages/models/src/anthropic-model\\.ts$',
  '@ai-sdk/openai': '^packages/models/src/openai-model\\.ts$',
  '@ai-sdk/openai-compatible': '^packages/models/src/openai-compatible-model\\.ts$',
  '@modelcontextprotocol': '^packages/mcp/src/',
  '@ag-ui/core': '^packages/protocol/src/',
  '@ag-ui/client': '^packages/client/src/tutor-agent\\.ts$',
  'node:sqlite': '^packages/(documents/src/search/search-index|storage/src/sqlite/database-file)\\.ts$',
  yaml: '^packages/courses/src/reading/yaml-file\\.ts$',
  'fraction.js': '^packages/grading/src/',
  'quickjs-emscripten-core': '^packages/grading/src/code/(run-in-quickjs|read-data)\\.ts$',
  '@jitl/quickjs-wasmfile-release-sync': '^packages/grading/src/code/run-in-quickjs\\.ts$',
  'ts-fsrs': '^packages/learner/src/spacing\\.ts$',
  'react-markdown': '^apps/web/src/chat/words\\.tsx$',
  unpdf: '^packages/documents/src/parse/pdf\\.ts$',
  htmlparser2: '^packages/documents/src/parse/markup\\.ts$',
  yauzl: '^packages/documents/src/parse/zip-archive\\.ts$',
  'mdast-util-from-markdown': '^packages/documents/src/parse/[^/]+\\.ts$',
}

const escape = (text) => text.replaceAll('.', '\\.')

const onlyThere = Object.entries(engines).map(([engine, place]) =>
  rule(
    `${engine}-stays-in-its-place`,
    { path: '^(apps|packages)/[^/]+/src/', pathNot: place },
    { path: `(^|node_modules/)${escape(engine)}($|/)`, dependencyTypesNot: ['type-only'] },
  ),
)

module.exports = {
  forbidden: [
    rule('protocol-imports-nothing-of-ours', { path: '^packages/protocol/' }, {
      path: '^(apps|packages|benchmarks)/',
      pathNot: '^packages/protocol/',
    }),
    rule('engines-import-only-the-protocol', { path: '^packages/(uws|thread-link|storage|agents|mcp|documents|embeddings|learner|courses|grading|models|client|testkit)/src/' }, {
      path: '^(apps|packages|benchmarks)/',
      pathNot: ['^packages/protocol/', '^packages/$1/'],
    }),
    rule('packages-never-import-apps', { path: '^packages/' }, { path: '^(apps|benchmarks)/' }),
    rule('apps-never-import-apps', { path: '^(apps/[^/]+|benchmarks)/src/' }, { path: '^(apps|benchmarks)/', pathNot: '^$1/' }),
    rule('the-page-imports-client-learner-and-protocol', { path: '^apps/web/src/' }, { path: '^(apps|packages)/', pathNot: ['^apps/web/', '^packages/(client|learner|protocol)/'] }),
    rule('session-code-runs-in-the-worker-only', { path: '^apps/gateway/src/', pathNot: '^apps/gateway/src/thread/' }, {
      path: '^packages/(session|agents|mcp|documents|learner|grading)/',
      dependencyTypesNot: ['type-only'],
    }),
    rule('session-knows-no-threads', { path: '^packages/(session|agents|mcp|documents|learner|courses|models)/src/' }, {
      path: ['^(node:)?worker_threads$', '^packages/thread-link/', '(^|node_modules/)comlink($|/)'],
    }),
    rule('workers-are-loaded-by-url-only', {}, { path: '\\.(worker|process)\\.ts$', dependencyTypesNot: ['type-only'] }),
    rule('through-the-front-door', { path: '^(apps|packages)/([^/]+)/' }, {
      path: '^(apps|packages)/[^/]+/src/',
      pathNot: ['^$1/$2/', '/src/index\\.ts$'],
    }),
    rule('benchmarks-use-the-front-door', { path: '^(benchmarks|scripts)/' }, {
      path: '^(apps|packages)/[^/]+/src/',
      pathNot: '/src/index\\.ts$',
    }),
    rule('source-never-imports-tests', { path: '/src/', pathNot: '^(packages/testkit|benchmarks/src/(proving|evals|scenarios))/' }, { path: '(/test/|^packages/testkit/)' }),
    // Two nouns may name each other's types; that binds nothing when the code runs.
    rule('no-cycles', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    rule('everything-resolves', {}, { couldNotResolve: true }),
    rule('source-uses-declared-dependencies', { path: '/src/' }, {
      dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
      dependencyTypesNot: ['type-only'],
    }),
    ...onlyThere,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Chunks of the built page load each other.
    exclude: { path: '^apps/web/dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
