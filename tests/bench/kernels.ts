/**
 * `tsx tests/bench/kernels.ts [--json]`: the product kernels in headless Chromium and in Node, beside TensorFlow.js's own.
 * Ratios are taken within one run; absolute numbers are the machine's of the moment.
 */
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import * as tf from '@tensorflow/tfjs'
import { build } from 'vite'
import { buildKernels } from '../../scripts/kernels.ts'
import { launch } from '../../scripts/lib/launch.ts'
import { root } from '../../scripts/lib/root.ts'
import { kernelFiles, startWasm } from '../core/kernels/wasmBackend.ts'
import { type Contest, table } from './compare.ts'
import { measureKernels } from './measureKernels.ts'

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } })
await buildKernels()
const results = { chromium: await inChromium(), node: await inNode() }
if (values.json) console.log(JSON.stringify(results, null, 1))
else for (const [host, contests] of Object.entries(results)) console.log(`\n# ${host}\n${table(contests)}`)

async function inNode(): Promise<readonly Contest[]> {
  tf.env().set('IS_NODE', true)
  await startWasm()
  return measureKernels(kernelFiles)
}

async function inChromium(): Promise<readonly Contest[]> {
  const script = await bundle()
  const server = createServer((request, response) => {
    const name = (request.url ?? '/').slice(1)
    if (name === '') response.setHeader('Content-Type', 'text/html').end('<script src="bundle.js"></script>')
    else if (name === 'bundle.js') response.setHeader('Content-Type', 'text/javascript').end(script)
    else wasm(name, response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const browser = await launch()
  try {
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    return await page.evaluate('run()')
  } finally {
    await browser.close()
    server.close()
  }
}

function wasm(name: string, response: import('node:http').ServerResponse): void {
  const folders = ['src/core/kernels/generated', 'node_modules/@tensorflow/tfjs-backend-wasm/dist']
  const path = folders.map((folder) => join(root, folder, name)).find((each) => existsSync(each))
  if (path && name.endsWith('.wasm'))
    response.setHeader('Content-Type', 'application/wasm').end(readFileSync(path))
  else response.writeHead(404).end()
}

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      write: false,
      target: 'esnext',
      lib: { entry: join(root, 'tests/bench/kernelsPage.ts'), formats: ['iife'], name: 'bench' },
    },
  })
  const [output] = [built].flat() as { output: { code?: string }[] }[]
  return output!.output[0]!.code!
}
