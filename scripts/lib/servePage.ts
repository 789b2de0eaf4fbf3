import { type Plugin, preview } from 'vite'
import { root } from './root.ts'

export interface Served {
  /** Ends in a slash. */
  readonly url: string
  close(): Promise<void>
}

/** Serves the built page on 127.0.0.1; a port already taken gives way to the next free one, 0 to any. */
export async function servePage(port: number, plugins: readonly Plugin[] = []): Promise<Served> {
  const server = await preview({ root, logLevel: 'error', preview: { port }, plugins: [...plugins] })
  return { url: server.resolvedUrls!.local[0]!, close: () => server.close() }
}
