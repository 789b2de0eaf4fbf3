import type { Page, Request } from 'playwright-core'

/** A file that came to the page or to one of its workers. */
export interface Transfer {
  readonly path: string
  /** When it was asked for, in milliseconds since 1970. */
  readonly asked: number
  /** What came over the line, headers included; 0 out of the browser's cache. */
  readonly bytes: number
  /** Those of them that are headers. */
  readonly headers: number
}

export interface Transfers {
  /** What had been asked for at a moment, in milliseconds since 1970; counted in full, even if it came later. */
  until(moment: number): Promise<readonly Transfer[]>
}

/** Listens to everything that a page and its workers fetch. */
export function watchTransfers(page: Page): Transfers {
  const requests: Request[] = []
  page.on('request', (request) => requests.push(request))
  return {
    async until(moment) {
      const transfers = await Promise.all(requests.map(transferOf))
      return transfers.filter(({ asked, bytes }) => asked <= moment && bytes > 0)
    },
  }
}

async function transferOf(request: Request): Promise<Transfer> {
  const { responseHeadersSize, responseBodySize } = await request.sizes()
  return {
    path: new URL(request.url()).pathname,
    asked: request.timing().startTime,
    bytes: responseHeadersSize + (responseBodySize || (await bodyOf(request))),
    headers: responseHeadersSize,
  }
}

/** Chromium does not tell how many bytes a worker's own script has; the server does. */
async function bodyOf(request: Request): Promise<number> {
  const response = await request.response()
  return response?.status() === 200 ? Number((await response.headerValue('content-length')) ?? 0) : 0
}
