import type { BackendReport } from '../domain/engine.ts'

/** Whether a graphics backend is worth timing: there, and not drawn by the processor. */
export async function graphicsReport(id: 'webgl' | 'webgpu'): Promise<BackendReport> {
  const found = id === 'webgl' ? webglRenderer() : await webgpuAdapter()
  if (found === null)
    return { id, status: 'missing', note: `this browser offers no ${id === 'webgl' ? 'WebGL 2' : 'WebGPU'}` }
  if (software.test(found))
    return { id, status: 'available', note: `runs in software here (${found}), far slower than WebAssembly` }
  return { id, status: 'unchecked', note: found }
}

const software = /swiftshader|llvmpipe|software|basic render|fallback/i

function webglRenderer(): string | null {
  const gl = document.createElement('canvas').getContext('webgl2')
  if (!gl) return null
  const names = gl.getExtension('WEBGL_debug_renderer_info')
  const renderer = names ? String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL)) : 'an unnamed renderer'
  gl.getExtension('WEBGL_lose_context')?.loseContext() // it was only asked for its name
  return renderer
}

interface Adapter {
  readonly isFallbackAdapter?: boolean
  readonly info?: {
    readonly description?: string
    readonly vendor?: string
    readonly isFallbackAdapter?: boolean
  }
}

async function webgpuAdapter(): Promise<string | null> {
  const { gpu } = navigator as { gpu?: { requestAdapter(): Promise<Adapter | null> } }
  const adapter = await gpu?.requestAdapter().catch(() => null)
  if (!adapter) return null
  const name = adapter.info?.description || adapter.info?.vendor || 'an unnamed adapter'
  return adapter.isFallbackAdapter || adapter.info?.isFallbackAdapter ? `${name}, fallback` : name
}
