import { type Browser, chromium as playwright } from 'playwright-core'
import { chromium } from './chromium.ts'

export interface LaunchOptions {
  /** Software WebGPU, which Chromium keeps behind a flag. */
  readonly webgpu?: boolean
}

// a closed network refuses what Chromium asks of Google at every start, many requests at a time
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
]

/** A headless Chromium, found or installed; it draws on the processor, so a machine without a GPU will do. */
export function launch({ webgpu = false }: LaunchOptions = {}): Promise<Browser> {
  const gpu = webgpu ? ['--enable-unsafe-webgpu'] : []
  // inside a container, as root, Chromium's sandbox does not start, and /dev/shm is small
  const container = ['--no-sandbox', '--disable-dev-shm-usage']
  return playwright.launch({
    executablePath: chromium(),
    args: [...container, ...quiet, ...gpu],
    timeout: 120_000,
  })
}
