import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

interface Store<T> {
  get(): T
  listen(listener: (value: T) => void): () => void
}

interface Nanostores {
  readonly atom: <T>(value: T) => Store<T> & { set(value: T): void }
  readonly computed: <T, R>(store: unknown, derive: (value: T) => R) => Store<R>
}

const core = process.env.CORE_SOURCES ?? fileURLToPath(new URL('../../../core/src', import.meta.url))

/** The copy of nanostores that the core itself uses: stores of two copies do not know of each other. */
const { href } = pathToFileURL(createRequire(`${core}/index.ts`).resolve('nanostores'))

export const { atom, computed } = (await import(/* @vite-ignore */ href)) as Nanostores
