/**
 * @typedef {object} Comparison
 * @property {string} name
 * @property {string} code
 * @property {boolean} [ours] whether this is what the core does
 */

/** The fields of a session, its sign-ins and their users that every app needs. */
const shape = `
const optional = (schema) => z.optional(z.nullable(schema))
const user = z.object({ id: z.string(), first_name: optional(z.string()), has_backup_codes: z.boolean() })
const signIn = z.object({ id: z.union([z.string(), z.number()]), user: optional(user), expires_at: z.string() })
const session = z.object({ id: z.string(), active_signin: optional(signIn), signins: z.array(signIn), kind: z.enum(['a', 'b']) })
console.log(session.safeParse(globalThis.answer))`

/** The same shape from two of zod's core types, with one function per field. */
const shapeOfBlocks = `
import { $ZodObject, $ZodTransform, safeParse } from 'zod/v4/core'
const field = (read) =>
  new $ZodTransform({
    type: 'transform',
    transform: (value, { issues }) =>
      read(value, (path = []) => void issues.push({ code: 'custom', input: value, path, message: 'Invalid input' })),
  })
const object = (shape) => new $ZodObject({ type: 'object', shape })
const readBy = (schema, value, refuse, ...path) => {
  const result = safeParse(schema, value)
  for (const issue of result.error?.issues ?? []) refuse([...path, ...issue.path])
  return result.data
}
const is = (fits) => field((value, refuse) => (fits(value) ? value : refuse()))
const text = is((value) => typeof value === 'string')
const maybeText = is((value) => value == null || typeof value === 'string')
const flag = is((value) => typeof value === 'boolean')
const id = is((value) => typeof value === 'string' || typeof value === 'number')
const oneOf = (...names) => is((value) => names.includes(value))
const maybe = (schema) => field((value, refuse) => (value == null ? value : readBy(schema, value, refuse)))
const list = (schema) =>
  field((value, refuse) => (Array.isArray(value) ? value.map((item, index) => readBy(schema, item, refuse, index)) : refuse()))
const user = object({ id: text, first_name: maybeText, has_backup_codes: flag })
const signIn = object({ id, user: maybe(user), expires_at: text })
const session = object({ id: text, active_signin: maybe(signIn), signins: list(signIn), kind: oneOf('a', 'b') })
console.log(safeParse(session, globalThis.answer))`

const names = ['array', 'boolean', 'enum', 'nullable', 'number', 'object', 'optional', 'string', 'union']
const named = `import { ${names.map((name) => `${name} as ${name}Of`).join(', ')} } from 'zod/mini'`

/** The libraries and approaches we chose by size, compared with the alternatives. @type {Comparison[]} */
export const comparisons = [
  { name: 'ky 1', code: "import ky from 'ky'; console.log(ky)" },
  { name: 'ky 2', code: "import ky from 'ky2'; console.log(ky)" },
  { name: "zod: two blocks of 'zod/v4/core'", code: shapeOfBlocks },
  { name: "zod: import * as z from 'zod/mini'", code: `import * as z from 'zod/mini'${shape}` },
  { name: "zod: import { object, … } from 'zod/mini'", code: named + shape.replaceAll(/\bz\.(\w+)/g, '$1Of') },
  { name: "zod: import { z } from 'zod/mini'", code: `import { z } from 'zod/mini'${shape}` },
  { name: "zod: import * as z from 'zod'", code: `import * as z from 'zod'${shape}` },
  { name: "zod: import { z } from 'zod'", code: `import { z } from 'zod'${shape}` },
]
