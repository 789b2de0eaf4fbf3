import type { ModelCard } from './modelCard.ts'
import { sha256 } from './sha256.ts'

/** What stands for a checksum where the host computes none. */
export const unknownChecksum = 'unknown'

/** sha256 over the checksums of a model’s files, what results carry as `modelChecksum`. */
export async function modelChecksum({ files }: Pick<ModelCard, 'files'>): Promise<string> {
  const all = files.map((file) => file.sha256).join('\n')
  return (await sha256(new TextEncoder().encode(all))) ?? unknownChecksum
}

/** Whether two checksums are known and those of different networks. */
export function isOther(checksum: string, other: string): boolean {
  return checksum !== other && checksum !== unknownChecksum && other !== unknownChecksum
}
