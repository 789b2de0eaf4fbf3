import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { datasets } from '../core/datasets/index.ts'
import { packTestSet } from '../engine/testSet.ts'
import { defaultCache } from './cache.ts'
import { fetchDataset, readCached } from './trainingSet.ts'

/** `npm run data`: training images into the cache; with --write, the committed test images anew. */
const program = new Command('npm run data --')
  .description('Fetch the training images into a cache outside the work tree.')
  .argument('[dataset...]', `which data sets (known: ${ids()})`, [...datasets.entries.map(({ id }) => id)])
  .option('--cache <folder>', 'where to keep them', defaultCache)
  .option('--write', 'also write the test images that the page shows to public/data')
  .action(async (wanted: string[], { cache, write }: { cache: string; write?: true }) => {
    for (const dataset of wanted.map((id) => datasets.get(id))) {
      await fetchDataset(dataset, cache)
      if (write) await writeTestSet(dataset.id, cache)
    }
  })

async function writeTestSet(id: string, cache: string): Promise<void> {
  const dataset = datasets.get(id)
  const folder = join('public', 'data', id)
  await mkdir(folder, { recursive: true })
  const files = await packTestSet(dataset, await readCached(dataset, 'test', cache))
  for (const [name, bytes] of files) await writeFile(join(folder, name), bytes)
  console.log(`${dataset.label}: ${files.size} files written to ${folder}`)
}

function ids(): string {
  return datasets.entries.map(({ id }) => id).join(', ')
}

await program.parseAsync().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
