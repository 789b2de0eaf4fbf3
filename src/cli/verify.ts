import { readFile } from 'node:fs/promises'
import { Command, Option } from 'commander'
import type { Verification } from '../domain/verification.ts'
import { verify } from '../engine/verify.ts'
import { inBrowser } from './browserEngine.ts'
import { startNode } from './startNode.ts'

type Where = 'node' | 'wasm' | 'webgl' | 'webgpu'

/** `npm run verify -- FILE`: compares this implementation with a file of golden values, tensor by tensor. */
const program = new Command('npm run verify --')
  .description(
    'Compare networks, heatmaps, attacks, metrics and statistics with the golden values of a safetensors file.',
  )
  .argument('<file>', 'a file laid out as tests/fixtures/README.md says')
  .addOption(
    new Option('--backend <name>', 'where to compute; the last three in the built page in Chromium')
      .choices(['node', 'wasm', 'webgl', 'webgpu'])
      .default('node'),
  )
  .option('--json', 'print one JSON object instead of a table')
  .action(async (file: string, { backend, json }: { backend: Where; json?: true }) => {
    const bytes = new Uint8Array(
      await readFile(file).catch(() => {
        throw new Error(`verify: cannot read ${file}`)
      }),
    )
    const result = await run(backend, bytes, file)
    console.log(json ? JSON.stringify(result) : table(result))
    process.exitCode = result.ok ? 0 : 1
  })

async function run(backend: Where, bytes: Uint8Array, name: string): Promise<Verification> {
  if (backend === 'node') {
    await startNode((line) => console.error(line))
    return verify(bytes, name, 'cpu')
  }
  return inBrowser(backend, new URLSearchParams({ backend }), async (page) => {
    const text = Buffer.from(bytes).toString('base64') // a page takes JSON, and this is the shortest
    return page.evaluate(
      async ([encoded, label, wanted]) => {
        const file = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0))
        const { engine } = globalThis.relevanceLab
        const chosen = (await engine.backends()).find(({ status }) => status === 'chosen')
        if (chosen?.id !== wanted) throw new Error(`verify: ${wanted} did not come up, ${chosen?.id} did`)
        return engine.verify(file, label)
      },
      [text, name, backend] as const,
    )
  })
}

function table({ ok, tensors, unknown }: Verification): string {
  const rows = Object.entries(tensors).map(([name, { error, tolerance }]) => {
    const verdict = error <= tolerance ? 'ok   ' : 'WRONG'
    return `${verdict} ${error.toExponential(1).padStart(8)} of ${tolerance.toExponential(0)}  ${name}`
  })
  const wrong = Object.values(tensors).filter(({ error, tolerance }) => !(error <= tolerance)).length
  const summary = ok ? `${rows.length} tensors agree` : `${wrong} of ${rows.length} tensors differ`
  const left = unknown.length > 0 ? `; ${unknown.length} not computed here: ${unknown.join(', ')}` : ''
  return [...rows, `${summary}${left}`].join('\n')
}

await program.parseAsync().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
