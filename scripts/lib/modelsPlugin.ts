import { createReadStream, existsSync, rmSync, type Stats, statSync, symlinkSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { Connect, Plugin } from 'vite'
import { root } from './root.ts'

const folder = join(root, 'models')

/**
 * `/models` is the repository's models folder: served from there, linked into the built page, never copied,
 * because the posteriors weigh far more than everything else together.
 */
export function modelsPlugin(): Plugin {
  let outDir = ''
  return {
    name: 'models',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir)
    },
    configureServer: (server) => void server.middlewares.use(serve(server.config.server.headers)),
    configurePreviewServer: (server) => void server.middlewares.use(serve(server.config.preview.headers)),
    writeBundle: () => link(join(outDir, 'models')),
  }
}

function link(to: string): void {
  rmSync(to, { recursive: true, force: true })
  // relative, so that the whole repository can move; Windows lets everybody make junctions, but no other links
  symlinkSync(relative(dirname(to), folder), to, 'junction')
}

function serve(headers: Readonly<Record<string, unknown>> = {}): Connect.NextHandleFunction {
  return (request, response, next) => {
    const pathname = decoded(request.url ?? '/')
    if (!pathname.startsWith('/models/')) return next()
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value))
    const file = fileAt(pathname)
    if (file) send(request, response, file)
    else response.writeHead(404).end(`no such file: ${pathname}`)
  }
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(new URL(url, 'http://localhost').pathname)
  } catch {
    return '/' // half an escape: not ours, let Vite answer
  }
}

interface Found extends Pick<Stats, 'size' | 'mtimeMs'> {
  readonly path: string
}

function fileAt(pathname: string): Found | undefined {
  const path = join(folder, pathname.slice('/models/'.length))
  if (!path.startsWith(folder + sep) || !existsSync(path)) return undefined
  const stats = statSync(path)
  return stats.isFile() ? { path, size: stats.size, mtimeMs: stats.mtimeMs } : undefined
}

function send(request: IncomingMessage, response: ServerResponse, { path, size, mtimeMs }: Found): void {
  const etag = `"${size.toString(16)}-${Math.trunc(mtimeMs).toString(16)}"`
  response.setHeader('ETag', etag)
  // kept by the browser, asked about at every load: training writes new weights under an old name
  response.setHeader('Cache-Control', 'no-cache')
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end()
  const type = path.endsWith('.json') ? 'application/json' : 'application/octet-stream'
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': size })
  if (request.method === 'HEAD') response.end()
  else createReadStream(path).pipe(response)
}
