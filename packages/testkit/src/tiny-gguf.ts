/** Widths of the network. */
const size = { embedding: 32, heads: 2, feedForward: 64, context: 2_048 }

/** Numbers of the format: types of metadata. */
const kind = { uint32: 4, int32: 5, float32: 6, string: 8, array: 9 }

/** Every byte has a token, as in all models of this kind. */
const tokens = ['<unk>', '<s>', '</s>', ...Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`), ...'abcdefghijklmnopqrstuvwxyz▁'.split('')]

/** A valid GGUF file (version 3, about 120 KB): a llama of one layer with random weights. What it says is noise. */
export function tinyGguf(): Uint8Array {
  const metadata = metadataOf()
  const tensors = tensorsOf()
  let offset = 0
  const infos = tensors.map(({ name, shape, data }) => {
    const info = Buffer.concat([text(name), uint32(shape.length), ...shape.map(uint64), uint32(0), uint64(offset)])
    offset += data.length
    return info
  })
  const head = Buffer.concat([Buffer.from('GGUF'), uint32(3), uint64(tensors.length), uint64(metadata.length), ...metadata, ...infos])
  return Buffer.concat([padded(head), ...tensors.map(({ data }) => data)])
}

function metadataOf(): readonly Buffer[] {
  const llama = (name: string, value: number): Buffer => entry(`llama.${name}`, kind.uint32, uint32(value))
  const list = (name: string, type: number, values: readonly Buffer[]): Buffer => entry(name, kind.array, Buffer.concat([uint32(type), uint64(values.length), ...values]))
  return [
    entry('general.architecture', kind.string, text('llama')),
    llama('context_length', size.context),
    llama('embedding_length', size.embedding),
    llama('block_count', 1),
    llama('feed_forward_length', size.feedForward),
    llama('attention.head_count', size.heads),
    llama('attention.head_count_kv', size.heads),
    entry('llama.attention.layer_norm_rms_epsilon', kind.float32, float32(1e-5)),
    llama('rope.dimension_count', size.embedding / size.heads),
    llama('vocab_size', tokens.length),
    entry('tokenizer.ggml.model', kind.string, text('llama')),
    list('tokenizer.ggml.tokens', kind.string, tokens.map(text)),
    list('tokenizer.ggml.scores', kind.float32, tokens.map((_, index) => float32(-index))),
    list('tokenizer.ggml.token_type', kind.int32, tokens.map((_, index) => uint32(typeOf(index)))),
    entry('tokenizer.ggml.bos_token_id', kind.uint32, uint32(1)),
    entry('tokenizer.ggml.eos_token_id', kind.uint32, uint32(2)),
    entry('tokenizer.ggml.unknown_token_id', kind.uint32, uint32(0)),
  ]
}

/** Unknown, control, byte, normal. */
function typeOf(index: number): number {
  if (index === 0) return 2
  if (index < 3) return 3
  return index < 259 ? 6 : 1
}

interface Tensor {
  readonly name: string
  readonly shape: readonly number[]
  readonly data: Buffer
}

function tensorsOf(): readonly Tensor[] {
  const { embedding, feedForward } = size
  const shapes: Readonly<Record<string, readonly number[]>> = {
    token_embd: [embedding, tokens.length],
    output_norm: [embedding],
    output: [embedding, tokens.length],
    'blk.0.attn_norm': [embedding],
    'blk.0.attn_q': [embedding, embedding],
    'blk.0.attn_k': [embedding, embedding],
    'blk.0.attn_v': [embedding, embedding],
    'blk.0.attn_output': [embedding, embedding],
    'blk.0.ffn_norm': [embedding],
    'blk.0.ffn_gate': [embedding, feedForward],
    'blk.0.ffn_up': [embedding, feedForward],
    'blk.0.ffn_down': [feedForward, embedding],
  }
  const random = randomNumbers()
  return Object.entries(shapes).map(([name, shape]) => {
    const count = shape.reduce((product, length) => product * length, 1)
    const weights = Float32Array.from({ length: count }, () => (shape.length === 1 ? 1 : random()))
    return { name: `${name}.weight`, shape, data: padded(Buffer.from(weights.buffer)) }
  })
}

/** From -0.5 to 0.5, always the same ones. */
function randomNumbers(): () => number {
  let state = 1
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648 - 0.5
}

function entry(name: string, type: number, value: Buffer): Buffer {
  return Buffer.concat([text(name), uint32(type), value])
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([uint64(bytes.length), bytes])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}

function float32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeFloatLE(value)
  return bytes
}

/** Data of the format begins at multiples of 32 bytes. */
function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((32 - (bytes.length % 32)) % 32)])
}
