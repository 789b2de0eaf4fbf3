import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type Plan, trespasses } from './architecture/trespasses.ts'

/** Who may import whom; docs/architecture.md says why. */
const plan: Plan = {
  rooms: {
    'domain/': { files: [], packages: ['valibot', 'd3-array'] },
    'core/': { files: ['domain/'], packages: ['@tensorflow/*', 'pure-rand/*'] },
    'engine/': { files: ['domain/', 'core/'], packages: ['fflate', 'fast-png', 'valibot'] },
    'experiments/': { files: ['domain/'], types: ['engine/'], packages: [] },
    'worker/': {
      files: ['domain/', 'core/tf.ts', 'core/kernels/generated/', 'engine/'],
      packages: ['comlink', '@tensorflow/tfjs-backend-wasm/dist/*'],
    },
    'cli/': {
      files: ['domain/', 'core/', 'engine/', 'experiments/', '../scripts/'],
      packages: ['node:*', 'koffi', 'commander', 'cli-progress', 'playwright-core'],
    },
    'store/': { files: ['domain/'], packages: ['zustand'] },
    'plots/': { files: ['domain/'], packages: ['d3-*', 'react'] },
    'ui/': {
      files: ['domain/', 'store/', 'plots/'],
      packages: ['react', 'react-dom', 'zustand'],
    },
    // the only file that knows all three
    'main.tsx': { files: ['worker/', 'store/', 'ui/'], packages: ['react', 'react-dom'] },
  },
  reserved: [
    {
      packages: '@tensorflow/*',
      for: ['core/tf.ts', 'core/tfPage.ts', 'core/wasmPage.ts', 'core/kernels/', 'worker/engine.worker.ts'],
    },
  ],
}

const src = fileURLToPath(new URL('../src/', import.meta.url))
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file))
  .filter((file) => !file.startsWith('core/kernels/assembly/')) // AssemblyScript, another language

test('arrows point downhill only', () => {
  expect(files).not.toEqual([])
  expect(files.flatMap((file) => trespasses(plan, file, readFileSync(src + file, 'utf8')))).toEqual([])
})

describe('the checker', () => {
  const planted: readonly (readonly [file: string, source: string])[] = [
    ['domain/a.ts', `import { x } from '../core/random.ts'`],
    ['domain/a.ts', `import type { X } from '../core/random.ts'`],
    ['domain/a.ts', `export { x } from '../core/random.ts'`],
    ['domain/a.ts', `export * from '../core/random.ts'`],
    ['domain/a.ts', `type X = import('../core/random.ts').Key`],
    ['core/a.ts', `import * as tf from '@tensorflow/tfjs'`],
    ['core/nn/a.ts', `const tf = await import('@tensorflow/tfjs-core')`],
    ['engine/a.ts', `import '@tensorflow/tfjs-backend-wasm'`],
    ['experiments/a.ts', `import { predict } from '../engine/predict.ts'`],
    ['experiments/a.ts', `import { predict, type Request } from '../engine/predict.ts'`],
    ['worker/a.ts', `import { rules } from '../core/lrp/rules/index.ts'`],
    ['store/a.ts', `new Worker(new URL('../worker/engine.worker.ts', import.meta.url))`],
    ['plots/a.tsx', `export const Plot = () => <p>{import.meta.glob('../../models/*.json')}</p>`],
    ['plots/a.ts', `import cards from '/models/index.json'`],
    ['ui/a.ts', `import { rules } from '../core/lrp/rules/index.ts'`],
    ['ui/a.ts', `import { connect } from '../worker/client.ts'`],
    ['ui/a.ts', `import { main } from '../main.tsx'`],
    ['ui/a.ts', `import text from '../../README.md?raw'`],
    ['plots/a.ts', `import _ from 'lodash'`],
    ['main.tsx', `import { predict } from './engine/predict.ts'`],
    ['helpers/a.ts', ''],
  ]
  test.each(planted)('catches %s: %s', (file, source) => {
    expect(trespasses(plan, file, source)).toEqual([expect.stringContaining(file)])
  })

  test('refuses an import whose target is only known when it runs', () => {
    expect(() => trespasses(plan, 'ui/a.ts', 'await import("../core/" + name)')).toThrow(/written out/)
  })

  const lawful: readonly (readonly [file: string, source: string])[] = [
    ['core/tf.ts', `export * from '@tensorflow/tfjs'`],
    ['core/kernels/wasm.ts', `import { registerKernel } from '@tensorflow/tfjs'`],
    ['core/kernels/wasm.ts', `import url from './generated/matmul.wasm?url&no-inline'`],
    ['experiments/a.ts', `import type { Request } from '../engine/request.ts'`],
    ['worker/client.ts', `new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' })`],
    ['plots/a.ts', `import { scaleLinear } from 'd3-scale'`],
    ['ui/a.ts', `import { useStore } from 'zustand'`],
    ['ui/a.ts', `new URL(location.href); new URL('../core', document.baseURI)`],
  ]
  test.each(lawful)('lets pass %s: %s', (file, source) => {
    expect(trespasses(plan, file, source)).toEqual([])
  })
})
