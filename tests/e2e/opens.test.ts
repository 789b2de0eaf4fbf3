import { expect, test } from 'vitest'
import { lab } from './harness.ts'

const { open, faults, forgive } = lab()

test('opens without an error and without asking any other server', async () => {
  const page = await open()
  await page.getByText('Relevance Lab').first().waitFor()
  expect(await page.title()).toContain('Relevance Lab')
})

test('is isolated, so that memory can be shared and time is precise', async () => {
  const page = await open()
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
})

test('a fault in the page or in its workers would be seen', async () => {
  const page = await open()
  await page.evaluate(() => {
    setTimeout(() => {
      throw new Error('planted in the page')
    })
    const source = 'throw new Error("planted in a worker")'
    new Worker(URL.createObjectURL(new Blob([source])))
    fetch('http://127.0.0.2:9/').catch(() => {})
  })
  await expect.poll(() => faults().length, { timeout: 20_000 }).toBe(3)
  expect(forgive().toSorted().join('\n')).toMatch(
    /asked another server.*planted in a worker.*planted in the page/s,
  )
})
