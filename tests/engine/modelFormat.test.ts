import { describe, expect, it } from 'vitest'
import { architecture } from '../../src/core/nn/architectures/index.ts'
import { type LayerWeights, layersOf, parameterTensors } from '../../src/core/posterior/posterior.ts'
import { type ModelCard, type ModelFile, parseModelCard, summarize } from '../../src/domain/modelCard.ts'
import { key, normal, split } from '../../src/domain/random.ts'
import { sha256 } from '../../src/domain/sha256.ts'
import {
  gaussianFile,
  modelOf,
  openModel,
  pointFile,
  storedFile,
  storedFileName,
} from '../../src/engine/modelFormat.ts'
import { readSafetensors, writeSafetensors } from '../../src/engine/safetensors.ts'

const net = architecture('fc2', 4)
const tensors = parameterTensors(net)
const count = tensors.at(-1)!.offset + tensors.at(-1)!.size
const weights = (seed: number): readonly LayerWeights[] => layersOf(net, normal(split(key(9), seed), count))

async function described(name: string, bytes: Uint8Array, more: Partial<ModelFile> = {}): Promise<ModelFile> {
  return { name, bytes: bytes.length, sha256: (await sha256(bytes))!, ...more }
}

function cardOf(
  posterior: ModelCard['posterior'],
  files: readonly ModelFile[],
  more: Partial<ModelCard> = {},
): ModelCard {
  return {
    format: 1,
    id: 'small',
    label: 'small',
    dataset: 'mnist',
    architecture: 'fc2',
    hidden: 4,
    method: 'det',
    protocol: 'defined',
    posterior,
    hyperparameters: {},
    seed: 0,
    commit: 'none',
    seconds: 0,
    flop: 0,
    backend: 'none',
    evaluation: {
      images: 10,
      draws: 1,
      accuracy: 0.5,
      negativeLogLikelihood: 1,
      expectedCalibrationError: 0.1,
      reliability: [],
      fgsm: { budget: 0.2, accuracy: 0 },
      saturation: { defined: [0], released: [0] },
    },
    curves: [],
    chains: [],
    notes: [],
    files: [...files],
    ...more,
  }
}

/** A host that holds these files, and counts what it is asked for. */
function host(card: ModelCard, files: Readonly<Record<string, Uint8Array>>) {
  const asked: string[] = []
  const all: Record<string, Uint8Array> = {
    'card.json': new TextEncoder().encode(JSON.stringify(card)),
    ...files,
  }
  const read = async (name: string) => {
    asked.push(name)
    return all[name]!
  }
  return { asked, open: () => openModel('small', read) }
}

async function pointModel(bytes: Uint8Array, more: Partial<ModelCard> = {}, promised = bytes) {
  const card = cardOf({ kind: 'point' }, [await described('w.safetensors', promised)], more)
  return host(card, { 'w.safetensors': bytes })
}

async function chains() {
  const files: Record<string, Uint8Array> = {}
  const described_: ModelFile[] = []
  for (const [chain, draws] of [
    [0, [0, 1]],
    [1, [0, 1]],
    [0, [2, 3]],
  ] as const) {
    const bytes = storedFile(
      net,
      draws.map((index) => ({ index, layers: weights(10 * chain + index) })),
    )
    const name = storedFileName(chain, draws)
    files[name] = bytes
    described_.push(await described(name, bytes, { chain, draws: [...draws] }))
  }
  const card = cardOf({ kind: 'stored', draws: 6 }, described_)
  return { ...host(card, files), card, files, bytes: described_.map((file) => file.bytes) }
}

describe('a model', () => {
  it('of one network has one draw, the same bit by bit', async () => {
    const model = await (await pointModel(pointFile(net, weights(0)))).open()
    const posterior = await model.load(100)
    expect(posterior.draws).toBe(1)
    expect(posterior.draw(0)).toEqual(weights(0))
  })

  it('of a Gaussian gives the draws its seed decides', async () => {
    const [mean, scale] = [
      weights(0),
      weights(1).map(({ w, b }) => ({ w: w.map(Math.abs), b: b.map(Math.abs) })),
    ]
    const bytes = gaussianFile(net, mean, scale)
    const card = cardOf({ kind: 'gaussian', seed: 3, draws: 100 }, [await described('g.safetensors', bytes)])
    const posterior = await (await host(card, { 'g.safetensors': bytes }).open()).load(1)
    expect(posterior.draws).toBe(100)
    const noise = normal(split(split(key(3), 7), 'w1'), 16)
    const draw = posterior.draw(7)[1]!
    // half floats: one part in 2048 of mean and of scale
    draw.w.forEach((w, i) => expect(w).toBeCloseTo(mean[1]!.w[i]! + scale[1]!.w[i]! * noise[i]!, 2))
    expect(posterior.draw(7)).toEqual(posterior.draw(7))
  })

  it('of stored draws reads only the files that are wanted, and none twice', async () => {
    const { asked, open } = await chains()
    const model = await open()
    expect((await model.load(1)).draws).toBe(2)
    expect(asked).toEqual(['card.json', 'chain-0-draws-00-01.safetensors'])
    expect((await model.load(6)).draws).toBe(6)
    expect((await model.load(6)).draws).toBe(6)
    expect(asked).toHaveLength(4)
    expect([0, 1, 2, 3].map(model.drawsAfter)).toEqual([0, 2, 4, 6])
  })

  it('of stored draws grows by the files of the draws that are asked for, and refuses the others', async () => {
    const { asked, open } = await chains()
    const model = await open()
    const posterior = await model.read([{ first: 3, count: 1 }])
    expect(posterior.draws).toBe(6)
    expect(asked).toEqual(['card.json', 'chain-1-draws-00-01.safetensors'])
    expect(() => posterior.draw(0)).toThrow('posterior of fc2: draw 0 has not been read')
    expect(() => posterior.draw(6)).toThrow('draw must be a whole number in [0, 5], got 6')
    const all = await model.load(6)
    expect(posterior.draw(3)).toEqual(all.draw(3))
    expect(await model.read([{ first: 0, count: 6 }])).toBe(posterior)
    expect(asked).toHaveLength(4)
  })

  it('says how much of the files that are wanted is there, those at hand counted', async () => {
    const { bytes, card, files } = await chains()
    const model = modelOf(card, async (name, onBytes) => {
      onBytes?.(10)
      return files[name]!
    })
    const told: (readonly [number, number])[] = []
    await model.load(3, (read, of) => told.push([read, of]))
    const [first, second] = bytes as [number, number]
    const of = first + second
    expect(told).toEqual([
      [0, of],
      [10, of],
      [first, of],
      [first + 10, of],
      [of, of],
    ])
    await model.read([{ first: 2, count: 1 }], (read, all) => told.push([read, all]))
    expect(told.slice(5)).toEqual([[second, second]])
  })

  it('of stored draws keeps the reading order: chains take turns', async () => {
    const posterior = await (await (await chains()).open()).load(6)
    const expected = [0, 1, 10, 11, 2, 3]
    for (const [s, seed] of expected.entries()) {
      const [read, original] = [posterior.draw(s)[0]!.w, weights(seed)[0]!.w]
      const step = original.reduce((largest, w) => Math.max(largest, Math.abs(w)), 0) / 127
      read.forEach((w, i) => expect(Math.abs(w - original[i]!)).toBeLessThanOrEqual(0.501 * step))
    }
  })

  it('refuses a draw that it has not', async () => {
    const posterior = await (await (await chains()).open()).load(2)
    expect(() => posterior.draw(2)).toThrow('posterior of fc2: draw must be a whole number in [0, 1], got 2')
  })
})

describe('a model is refused by name', () => {
  const good = pointFile(net, weights(0))
  const name = 'models/small/w.safetensors'

  it('when a file is truncated', async () => {
    const { open } = await pointModel(good.subarray(0, 100), {}, good)
    await expect((await open()).load(1)).rejects.toThrow(`${name}: expected ${good.length} bytes, found 100`)
  })

  it('when a bit is wrong', async () => {
    const flipped = good.map((byte, i) => (i === 5000 ? byte ^ 1 : byte))
    const { open } = await pointModel(flipped, {}, good)
    await expect((await open()).load(1)).rejects.toThrow(/w\.safetensors: expected the SHA-256 checksum/)
  })

  it('when the card is of another architecture', async () => {
    const { open } = await pointModel(good, { hidden: 5 })
    await expect((await open()).load(1)).rejects.toThrow(
      `${name}: tensor w0 must have shape [784,5], has [784,4]`,
    )
  })

  it('when the architecture is unknown', async () => {
    const { open } = await pointModel(good, { architecture: 'transformer' })
    await expect(open()).rejects.toThrow('unknown architecture transformer')
  })

  it('when it holds NaN', async () => {
    const bad = weights(0).map(({ w, b }) => ({ w, b: b.map(() => Number.NaN) }))
    const { open } = await pointModel(pointFile(net, bad))
    await expect((await open()).load(1)).rejects.toThrow(`${name}: tensor b0 holds NaN at position 0`)
  })

  it('when a tensor is missing or too many', async () => {
    const list = [...readSafetensors(good, 'good').tensors]
    const less = await pointModel(writeSafetensors(list.slice(1)))
    await expect((await less.open()).load(1)).rejects.toThrow(`${name}: tensor w0 is missing`)
    const more = await pointModel(writeSafetensors([...list, ['w9', list[1]![1]]]))
    await expect((await more.open()).load(1)).rejects.toThrow(`${name}: fc2 with 4 units has no tensor w9`)
  })

  it('when its card is not one', async () => {
    const { open } = await pointModel(good, { method: undefined as unknown as string })
    await expect(open()).rejects.toThrow(/^models\/small\/card\.json: method: /)
  })

  it('when a file name points elsewhere', () => {
    const card = cardOf({ kind: 'point' }, [{ name: '../w.safetensors', bytes: 1, sha256: '0'.repeat(64) }])
    expect(() => parseModelCard(card, 'card')).toThrow(/^card: files\.0\.name: /)
  })
})

it('a card is summed up in a line of the index', () => {
  const files = [1, 2].map((n) => ({ name: `${n}.safetensors`, bytes: n, sha256: '0'.repeat(64) }))
  expect(summarize(cardOf({ kind: 'stored', draws: 6 }, files))).toMatchObject({
    draws: 6,
    bytes: 3,
    accuracy: 0.5,
  })
})
