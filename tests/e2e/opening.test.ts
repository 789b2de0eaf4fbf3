/** What a reader has to fetch before there is something to see. */
import { beforeAll, expect, test } from 'vitest'
import { bytesOf, type Opening, openingOf, plainBytesOf, scriptOf } from '../../scripts/lib/opening.ts'
import { lab } from './harness.ts'

const served = lab()
let opening: Opening

beforeAll(async () => {
  opening = await openingOf(served.browser, served.url)
}, 5 * 60_000) // as long as a test may take: all networks answer

test('the first heatmap needs at most 4 MB', () => {
  expect(bytesOf(opening.files)).toBeGreaterThan(500_000) // the weights were counted
  expect(bytesOf(opening.files)).toBeLessThanOrEqual(4e6)
})

test('even where the host compresses nothing', () => {
  expect(plainBytesOf(opening.files)).toBeGreaterThan(bytesOf(opening.files))
  expect(plainBytesOf(opening.files)).toBeLessThanOrEqual(4e6)
})

test('the licenses of all that is in it stand beside the page', async () => {
  const text = await (await fetch(`${served.url}licenses.txt`)).text()
  for (const name of ['react-dom', 'd3-scale', '@tensorflow/tfjs-core', 'fflate'])
    expect(text).toMatch(new RegExp(`^${name} [\\d.]+ \\(.*\\)\n\n.*(copyright|license)`, 'im'))
})

test('the page’s own script is at most 150 kB compressed', () => {
  expect(scriptOf(opening).length).toBeGreaterThan(0)
  expect(bytesOf(scriptOf(opening))).toBeLessThanOrEqual(150_000)
})

test('the first heatmap needs one worker, one network and one chunk of images', () => {
  const paths = opening.files.map(({ path }) => path)
  const asked = (pattern: RegExp) => paths.filter((path) => pattern.test(path))
  expect(asked(/engine\.worker.*\.js$/)).toHaveLength(1)
  expect(asked(/tfjs-backend-wasm.*\.wasm$/)).toHaveLength(1)
  expect(asked(/models\/.*\.safetensors$/)).toHaveLength(1)
  expect(asked(/data\/.*images.*\.bin$/)).toHaveLength(1)
})

test('scripts and WASM files come compressed, to keep for good', async () => {
  const page = await served.open()
  const scripts = opening.files.filter(({ path }) => /^\/assets\/.*\.(js|css|wasm)$/.test(path))
  for (const { path } of scripts) {
    const response = await page.request.get(new URL(path, served.url).href, {
      headers: { 'accept-encoding': 'gzip, br' },
    })
    expect(response.headers()).toMatchObject({
      'content-encoding': 'br',
      'cache-control': expect.stringContaining('immutable'),
      'cross-origin-embedder-policy': 'require-corp',
    })
  }
})
