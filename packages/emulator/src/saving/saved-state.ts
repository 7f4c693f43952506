import { fields, type Kind, object, oneOf, text, wrong } from '../reading/kinds'
import type { SavedKeys } from '../tokens/keys'
import type { WorldData } from '../world/data'
import type { DeploymentAddress } from '../world/deployment/deployment'
import { restoreTables, tablesToJson } from './tables'

/** Everything an emulator knows, with its keys and passwords, as JSON. Made by `emulator.save()`; its content may change. */
export interface SavedState {
  readonly format: 'wachter-emulator'
  readonly version: 1
  readonly content: Readonly<Record<string, unknown>>
}

/** What is restored besides the rows. */
export interface Restored {
  keys: SavedKeys
}

const format = 'wachter-emulator'
const version = 1

const number: Kind<number> = (value, path) => {
  if (typeof value === 'number') return value
  throw wrong(path, 'a number')
}

const base64url: Kind<string> = (value, path) => {
  if (typeof value === 'string' && /^[\w-]{43}$/.test(value)) return value
  throw wrong(path, 'a part of a key')
}

const id: Kind<string> = (value, path) => {
  if (typeof value === 'string' && /^\d{1,19}$/.test(value)) return value
  throw wrong(path, 'an id')
}

const readContent = fields({
  address: fields({ mode: oneOf('staging', 'production'), baseUrl: text, frontendHost: text }),
  clockOffsetMs: number,
  nextId: id,
  keys: fields({ x: base64url, y: base64url, d: base64url }),
  tables: object,
})

export function saveState(data: WorldData, { mode, baseUrl, frontendHost }: DeploymentAddress, keys: SavedKeys) {
  const content = {
    address: { mode, baseUrl, frontendHost },
    clockOffsetMs: data.clock.offsetMs(),
    nextId: data.ids.nextLive(),
    keys,
    tables: tablesToJson(data),
  }
  // A copy: later changes must not reach it.
  return structuredClone({ format, version, content }) satisfies SavedState as SavedState
}

/**
 * Replaces rows, ids and time by saved ones.
 *
 * @throws {TypeError} when it is no saved state, of another version, or of an emulator at another address
 */
export function restoreState(data: WorldData, address: DeploymentAddress, saved: SavedState): Restored {
  const { format: savedFormat, version: savedVersion, content } = object(saved, '')
  if (savedFormat !== format) throw new TypeError('It is no saved state of an emulator')
  if (savedVersion !== version) {
    throw new TypeError(`It has the version ${JSON.stringify(savedVersion)}, and this emulator reads ${version} only`)
  }
  const read = readContent(content, 'content')
  refuseOther(read.address, address)
  restoreTables(data, read.tables, 'content.tables')
  data.ids.resumeAfter(read.nextId)
  data.clock.advance(read.clockOffsetMs)
  return { keys: read.keys }
}

/** Tokens, links and settings name the address. */
function refuseOther(saved: Record<string, string>, address: DeploymentAddress): void {
  for (const name of ['baseUrl', 'mode', 'frontendHost'] as const) {
    if (saved[name] !== address[name]) {
      throw new TypeError(`It is of an emulator with the ${name} ${saved[name]}, and this one has ${address[name]}`)
    }
  }
}
