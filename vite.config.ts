import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import settings from './package.json' with { type: 'json' }
import { assetsPlugin } from './scripts/lib/assetsPlugin.ts'
import { licensesPlugin, notePackages } from './scripts/lib/licensesPlugin.ts'
import { modelsPlugin } from './scripts/lib/modelsPlugin.ts'

// cross-origin isolation: without it the browser keeps shared memory and precise timers from the page
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

// written into every result
process.env.VITE_VERSION = settings.version

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  base: './', // the built page works from any folder of any server
  appType: 'mpa', // a missing file is a 404, not the page again
  plugins: [react(), modelsPlugin(), assetsPlugin(), notePackages(), licensesPlugin()],
  resolve: {
    alias: [
      // the packages hold far more than the workers use of them
      { find: /^@tensorflow\/tfjs$/, replacement: fromHere('./src/core/tfPage.ts') },
      { find: /^@tensorflow\/tfjs-backend-wasm$/, replacement: fromHere('./src/core/wasmPage.ts') },
      // threads are never asked for (src/engine/backend.ts)
      { find: /^\.\.\/(wasm-out\/tfjs-backend-wasm)-threaded-simd\.js$/, replacement: '../$1.js' },
    ],
  },
  build: { target: 'esnext', chunkSizeWarningLimit: 4000 }, // TensorFlow.js, in the workers
  worker: {
    format: 'es',
    plugins: () => [notePackages()],
    rolldownOptions: { output: { comments: { legal: false } } },
  },
  server: { headers, host: '127.0.0.1' },
  preview: { headers, host: '127.0.0.1' },
})
