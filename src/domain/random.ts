/**
 * Random numbers from keys: the same key gives the same numbers on every machine, in any order of use.
 * Keys are split, never shared: `normal(split(key, 'kernel'), n)`.
 */

/** 128 bits of state; a value, never mutated. */
export type Key = readonly [number, number, number, number]

/** The root key of a seed (a 32-bit integer). */
export function key(seed: number): Key {
  return mix([seed | 0, 0x9e3779b9, 0x243f6a88, 0xb7e15162])
}

/** A new key for each label; independent of its parent and of its siblings. */
export function split(parent: Key, label: number | string): Key {
  const word = typeof label === 'number' ? label | 0 : hash(label)
  return mix([parent[0] ^ word, parent[1] ^ (typeof label === 'number' ? 1 : 2), parent[2], parent[3]])
}

/** A stream of 32-bit words from a key (sfc32, Doty-Humphrey's small fast chaotic generator). */
export function stream(from: Key): () => number {
  let [a, b, c, counter] = from
  return () => {
    const word = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + word
    return word >>> 0
  }
}

/** `count` numbers uniform in [low, high). */
export function uniform(from: Key, count: number, low = 0, high = 1): Float32Array {
  const next = stream(from)
  // 24 bits: with all 32, float32 would round the largest up to `high`
  return Float32Array.from({ length: count }, () => low + (high - low) * ((next() >>> 8) / 2 ** 24))
}

/** `count` standard normal numbers (the ziggurat of Marsaglia and Tsang 2000, 128 layers), written into `out`. */
export function normal(from: Key, count: number, out: Float32Array = new Float32Array(count)): Float32Array {
  const next = stream(from)
  for (let i = 0; i < count; i++) out[i] = standardNormal(next)
  return out
}

/** The integers 0 … count - 1 in random order (Fisher and Yates). */
export function permutation(from: Key, count: number): Uint32Array {
  const next = stream(from)
  const order = Uint32Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor((next() / 2 ** 32) * (i + 1))
    const swap = order[i]!
    order[i] = order[j]!
    order[j] = swap
  }
  return order
}

const layers = 128
const tail = 3.442619855899 // where the bottom layer ends
const area = 9.91256303526217e-3 // of every layer
const edge = ziggurat()

/** Layer edges, from the bottom layer's virtual width down to 0. */
function ziggurat(): Float64Array {
  const x = new Float64Array(layers + 1)
  x[0] = area / density(tail)
  x[1] = tail
  for (let i = 2; i < layers; i++) x[i] = Math.sqrt(-2 * Math.log(area / x[i - 1]! + density(x[i - 1]!)))
  return x
}

function density(x: number): number {
  return Math.exp(-0.5 * x * x)
}

function standardNormal(next: () => number): number {
  for (;;) {
    const word = next()
    const layer = word & 127
    // the layer takes 7 bits, the position the other 25; a second word would cost twice the time
    const u = (word >>> 7) / 2 ** 24 - 1
    const x = u * edge[layer]!
    if (Math.abs(x) < edge[layer + 1]!) return x
    if (layer === 0) return Math.sign(u) * fromTail(next)
    const height =
      density(edge[layer]!) + (next() / 2 ** 32) * (density(edge[layer + 1]!) - density(edge[layer]!))
    if (height < density(x)) return x
  }
}

function fromTail(next: () => number): number {
  for (;;) {
    const x = -Math.log(1 - next() / 2 ** 32) / tail
    const y = -Math.log(1 - next() / 2 ** 32)
    if (2 * y > x * x) return tail + x
  }
}

function hash(text: string): number {
  let h = 0x811c9dc5 // FNV-1a
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h
}

function mix(words: Key): Key {
  let [a, b, c, d] = words
  for (let round = 0; round < 3; round++) {
    a = scramble((a + d) | 0)
    b = scramble((b + a) | 0)
    c = scramble((c + b) | 0)
    d = scramble((d + c) | 0)
  }
  return [a, b, c, d]
}

function scramble(word: number): number {
  let w = word
  w = Math.imul(w ^ (w >>> 16), 0x85ebca6b) // murmur3's finalizer
  w = Math.imul(w ^ (w >>> 13), 0xc2b2ae35)
  return (w ^ (w >>> 16)) | 0
}
