import koffi from 'koffi'
import { installed } from './debian.ts'

/** OpenBLAS makes the command line several times faster; the project works without it and says so. */
export function openblas(): void {
  if (loads() || (process.platform === 'linux' && installed('libopenblas0') && loads())) return
  console.log('OpenBLAS is not on this machine: the command line will use WebAssembly, which is slower.')
}

function loads(): boolean {
  const names = ['libopenblas.so.0', 'libopenblas.dylib', '/opt/homebrew/opt/openblas/lib/libopenblas.dylib']
  return names.some((name) => {
    try {
      koffi.load(name).unload()
      return true
    } catch {
      return false
    }
  })
}
