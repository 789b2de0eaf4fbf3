import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { root } from '../../scripts/lib/root.ts'
import { lab } from './harness.ts'

const served = lab()

mkdirSync(join(root, 'models'), { recursive: true })
const folder = mkdtempSync(join(root, 'models/.test-'))
const weights = new Uint8Array(3_000_000).map((_, i) => i)
writeFileSync(join(folder, 'draws.safetensors'), weights)
writeFileSync(join(folder, 'card.json'), '{}')
afterAll(() => rmSync(folder, { recursive: true }))

const path = (name: string) => `models/${basename(folder)}/${name}`

test('arrive whole, with their type and length', async () => {
  const response = await fetch(served.url + path('draws.safetensors'))
  expect(response.headers.get('content-type')).toBe('application/octet-stream')
  expect(response.headers.get('content-length')).toBe(String(weights.length))
  expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin')
  expect(Buffer.compare(new Uint8Array(await response.arrayBuffer()), weights)).toBe(0)
  const card = await fetch(served.url + path('card.json'))
  expect(card.headers.get('content-type')).toBe('application/json')
})

test('are sent again only when they changed', async () => {
  const page = await served.open()
  const file = `./${path('draws.safetensors')}`
  await sizeSent(page, file)
  expect(await sizeSent(page, file)).toBeLessThan(1000)
})

test('are a missing file when they are missing, not the page again', async () => {
  const response = await fetch(`${served.url}models/none/card.json`)
  expect(response.status).toBe(404)
})

test.each([
  '/models/../package.json',
  '/models/%2e%2e/package.json',
  '/models/..%2fpackage.json',
  '/models/%',
])('lead nowhere else: %s', async (target) => {
  expect(await raw(target)).not.toContain('relevance-lab')
})

/** Bytes that crossed the wire for a file the page asks for, headers included. */
function sizeSent(page: Page, file: string): Promise<number> {
  return page.evaluate(async (url) => {
    performance.clearResourceTimings()
    await (await fetch(url)).arrayBuffer()
    const [timing] = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    return timing!.transferSize
  }, file)
}

/** Unlike fetch, sends the path as it stands. */
function raw(path: string): Promise<string> {
  const { hostname, port } = new URL(served.url)
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, async (response) => {
      const parts: Buffer[] = []
      for await (const part of response) parts.push(part)
      resolve(Buffer.concat(parts).toString())
    })
      .on('error', reject)
      .end()
  })
}
