import { readFile } from 'node:fs/promises'
import { readSeed } from '../reading/seed'
import { parseJson } from '../routes/serving/json'
import type { Seed } from '../world/seed'

/**
 * Reads a seed in JSON.
 *
 * @throws {Error} that names the file and where in it the mistake is
 */
export async function readSeedFile(path: string): Promise<Seed> {
  try {
    return readSeed(parseJson(await readFile(path, 'utf8')))
  } catch (error) {
    throw new Error(`The seed ${path} cannot be used. ${error instanceof Error ? error.message : error}`, {
      cause: error,
    })
  }
}
