import type { Schema } from '@wachter/core'
import { read } from '../wire-reading.js'

/** A list of what a schema reads. */
export function listOf(schema: Schema<unknown>): Schema<unknown> {
  return schemaOf((value) => {
    if (!Array.isArray(value)) return { issues: [{ path: [] }] }
    return { value: value.map((item) => read(schema, item)) }
  })
}

/** Null, and nothing else. */
export function nothing(): Schema<unknown> {
  return schemaOf((value) => (value === null ? { value: undefined } : { issues: [{ path: [] }] }))
}

/** A sentence for people. */
export function sentence(): Schema<unknown> {
  return schemaOf((value) => (typeof value === 'string' && value !== '' ? { value } : { issues: [{ path: [] }] }))
}

/** An object of which core reads no more than these fields, each by a schema of its own. */
export function fieldsOf(schemas: Readonly<Record<string, Schema<unknown>>>): Schema<unknown> {
  return schemaOf((value) => {
    if (typeof value !== 'object' || value === null) return { issues: [{ path: [] }] }
    const fields = value as Readonly<Record<string, unknown>>
    return { value: Object.fromEntries(Object.entries(schemas).map(([name, of]) => [name, read(of, fields[name])])) }
  })
}

/** An object core has no schema for yet. */
export function someObject(): Schema<unknown> {
  return schemaOf((value) =>
    typeof value === 'object' && value !== null ? { value: undefined } : { issues: [{ path: [] }] },
  )
}

type Validate = Schema<unknown>['~standard']['validate']

function schemaOf(validate: Validate): Schema<unknown> {
  return { '~standard': { validate } }
}
