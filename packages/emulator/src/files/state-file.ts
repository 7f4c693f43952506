import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import type { SavedState } from '../saving/saved-state'

/**
 * Reads the state an emulator saved; undefined if there is no such file. Its content is not checked yet.
 *
 * @throws {Error} when it is not JSON
 */
export async function readStateFile(path: string): Promise<SavedState | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw unusable(path, error)
  }
}

export function unusable(path: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error)
  const message = `The state ${path} cannot be used, and is left as it is. ${reason}. Name another file, or move it away.`
  return new Error(message, { cause: error })
}

export interface StateFile {
  /** Writes the state if it has changed. Calls made meanwhile share the next write. */
  save(): Promise<void>
}

/** Keeps the state of an emulator in a file. A reader finds the old state or the new one, whole. */
export function createStateFile(path: string, emulator: { save(): Promise<SavedState> }): StateFile {
  const draft = `${path}.${process.pid}.tmp`
  let written: string | undefined
  let last = Promise.resolve()
  let next: Promise<void> | undefined

  return {
    save() {
      next ??= last.then(() => {
        next = undefined
        return write()
      })
      last = next.catch(() => undefined)
      return next
    },
  }

  async function write() {
    const text = JSON.stringify(await emulator.save())
    if (text === written) return
    try {
      // It holds passwords and the private key.
      await writeFile(draft, text, { mode: 0o600 })
      await rename(draft, path)
      written = text
    } catch (error) {
      await rm(draft, { force: true })
      throw new Error(`The state cannot be written to ${path}`, { cause: error })
    }
  }
}
