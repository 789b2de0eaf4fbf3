import { afterEach, describe, expect, it, vi } from 'vitest'
import { fetchHost } from '../../src/worker/fetchHost.ts'

const host = fetchHost('http://laboratory/', '1.0.0')
const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251)

afterEach(() => void vi.unstubAllGlobals())

/** A server that sends the file in pieces of 300 bytes. */
function serve(status = 200) {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += 300) controller.enqueue(bytes.slice(at, at + 300))
      controller.close()
    },
  })
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response(body, { status })),
  )
}

describe('a file from the page’s server', () => {
  it.each([undefined, 1000, 400, 3000])('is read whole, whatever size is expected: %s', async (size) => {
    serve()
    expect(await host.read('models/a/weights.safetensors', undefined, size)).toEqual(bytes)
  })

  it('lies in one array of the size expected', async () => {
    serve()
    const read = await host.read('models/a/weights.safetensors', undefined, 1000)
    expect(read.buffer.byteLength).toBe(1000)
  })

  it('is counted as it comes', async () => {
    serve()
    const counted: number[] = []
    await host.read('models/a/weights.safetensors', (read) => counted.push(read), 1000)
    expect(counted).toEqual([300, 600, 900, 1000])
  })

  it('is named where it cannot be had', async () => {
    serve(404)
    await expect(host.read('models/a/card.json')).rejects.toThrow(
      'models/a/card.json: could not be loaded, the server answered 404',
    )
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch')
    })
    await expect(host.read('models/a/card.json')).rejects.toThrow('is the server still running?')
  })
})
