import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseJson } from '../domain/parseJson.ts'
import { parseShardFile, type ShardFile } from '../domain/shardFile.ts'
import { writeWhole } from './cache.ts'

/** @returns where it was written */
export async function writeShard(folder: string, shard: ShardFile): Promise<string> {
  const path = join(folder, `${shard.id}.${shard.number}-of-${shard.of}.json`)
  await writeWhole(path, JSON.stringify(shard))
  return path
}

/** The shards of an experiment, whoever computed them. @throws TypeError for a file that is none */
export async function readShards(folder: string, id: string): Promise<readonly ShardFile[]> {
  const names = await readdir(folder).catch(() => [])
  const own = names.filter((name) => name.startsWith(`${id}.`) && /\.\d+-of-\d+\.json$/.test(name))
  return Promise.all(
    own
      .toSorted()
      .map(async (name) => parseShardFile(parseJson(await readFile(join(folder, name), 'utf8'), name), name)),
  )
}
