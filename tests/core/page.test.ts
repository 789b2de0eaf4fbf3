/** The built page has a part of TensorFlow.js only: all that is ever asked of it. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { installWasmKernels } from '../../src/core/kernels/wasm.ts'
import * as tf from '../../src/core/tf.ts'
import { conventionsOf } from '../../src/domain/conventions.ts'
import { answer } from '../../src/engine/selfCheck.ts'
import { warmUp } from '../../src/engine/warmUp.ts'
import { kernelFiles, startWasm } from './kernels/wasmBackend.ts'
import { randomPosterior, withEnsemble } from './worlds.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const packages = `${root}node_modules/@tensorflow`

/** What a file imports from a folder of TensorFlow.js, by the names of the files there. */
function imported(file: string, folder: string): readonly string[] {
  const source = readFileSync(`${root}src/core/${file}`, 'utf8')
  return [...source.matchAll(new RegExp(`@tensorflow/[^']*/${folder}/(\\w+)'`, 'g'))].map(
    (match) => match[1]!,
  )
}

/** All that a question about a picture may take, and the known question. */
async function questions(): Promise<void> {
  await answer()
  for (const id of ['fc2', 'conv'])
    for (const protocol of ['defined', 'released'] as const)
      await withEnsemble(randomPosterior(id, { hidden: 2, draws: 2 }), (ensemble) =>
        warmUp(ensemble, conventionsOf(protocol)),
      )
}

test('the kernels and the methods of tensors that it takes are in the page, with our kernels and without', async () => {
  await startWasm()
  const called = watchMethods()
  const { kernelNames: stock } = await tf.profile(questions as unknown as () => tf.TensorContainer)
  await installWasmKernels(kernelFiles)
  const { kernelNames: own } = await tf.profile(questions as unknown as () => tf.TensorContainer)

  const kernels = new Set([...stock, ...own].filter((name) => !name.startsWith('Relevance')))
  expect(kernels).toContain('BatchMatMul')
  expect(imported('wasmPage.ts', 'kernels')).toEqual([...closed(kernels)].sort())
  expect(called).toContain('reshape')
  expect(imported('tfPage.ts', 'chained_ops')).toEqual([...called].sort())
})

/** With those that they call by themselves. */
function closed(kernels: Iterable<string>): readonly string[] {
  const all = new Set<string>()
  const add = (name: string) => {
    if (all.has(name)) return
    all.add(name)
    const source = readFileSync(`${packages}/tfjs-backend-wasm/dist/kernels/${name}.js`, 'utf8')
    for (const match of source.matchAll(/from '\.\/(\w+)'/g)) add(match[1]!)
  }
  for (const name of kernels) add(name)
  return [...all].filter((name) => /^[A-Z]/.test(name)) // the others help kernels
}

/** The methods that TensorFlow.js chains to tensors, by the files they are in, as they are called from now on. */
function watchMethods(): ReadonlySet<string> {
  const called = new Set<string>()
  const methods = tf.Tensor.prototype as unknown as Record<string, (...values: unknown[]) => unknown>
  for (const file of readdirSync(`${packages}/tfjs-core/dist/public/chained_ops`)) {
    const name = /^(\w+)\.js$/.exec(file)?.[1] ?? ''
    const key = Object.keys(methods).find((each) => each.toLowerCase() === name.replaceAll('_', ''))
    const method = key && methods[key]
    if (!method) continue
    methods[key] = function (this: tf.Tensor, ...values) {
      called.add(name)
      return method.apply(this, values)
    }
  }
  return called
}
