import { fields, type Kind, list, object, text, wrong } from '../reading/kinds'
import { emptyTables, type Tables, type WorldData } from '../world/data'
import type { Passkey } from '../world/identity/passkeys'

// Templates come from the seed: nothing changes them, and they may hold functions.
const { templates: _templates, ...model } = emptyTables({} as Tables['deployment'])

type SavedTables = Record<string, unknown>

const entries = list((entry, path): [string, unknown] => {
  if (Array.isArray(entry) && entry.length === 2) return [text(entry[0], `${path}[0]`), entry[1]]
  throw wrong(path, 'a pair')
})

const kindOf = (table: unknown): Kind<unknown> => {
  if (table instanceof Map) return entries
  return Array.isArray(table) ? list(object) : object
}

const readTables = fields(Object.fromEntries(Object.entries(model).map(([name, table]) => [name, kindOf(table)])))

/** The rows as JSON. */
export function tablesToJson(data: Tables): SavedTables {
  const tables = Object.keys(model).map((name) => {
    const table: unknown = data[name as keyof Tables]
    return [name, table instanceof Map ? [...table] : table]
  })
  const passkeys = [...data.passkeys].map(([id, { publicKey, ...row }]) => [id, { ...row, publicKey: [...publicKey] }])
  return { ...Object.fromEntries(tables), passkeys }
}

/**
 * Replaces the rows by saved ones.
 *
 * @throws {TypeError} when a table is missing or of another shape; then nothing has changed
 */
export function restoreTables(data: WorldData, json: unknown, path: string): void {
  const read = Object.entries(readTables(json, path)).map(([name, table]) => {
    const isMap = model[name as keyof typeof model] instanceof Map
    return [name, isMap ? new Map(table as [string, unknown][]) : table] as const
  })
  const tables = structuredClone(Object.fromEntries(read)) as unknown as Omit<Tables, 'templates'>
  for (const [id, passkey] of tables.passkeys) tables.passkeys.set(id, withBytes(passkey))
  Object.assign(data, tables)
}

function withBytes(row: Passkey): Passkey {
  return { ...row, publicKey: Uint8Array.from(row.publicKey) }
}
