const shape = `
const optional = (schema) => z.optional(z.nullable(schema))
const user = z.object({ id: z.string(), first_name: optional(z.string()), has_backup_codes: z.boolean() })
const signIn = z.object({ id: z.union([z.string(), z.number()]), user: optional(user), expires_at: z.string() })
const session = z.object({ id: z.string(), active_signin: optional(signIn), signins: z.array(signIn), kind: z.enum(['a', 'b']) })
console.log(session.safeParse(globalThis.answer))`

const names = ['array', 'boolean', 'enum', 'nullable', 'number', 'object', 'optional', 'string', 'union']
const named = `import { ${names.map((name) => `${name} as ${name}Of`).join(', ')} } from 'zod/mini'`

/** The choices we made by weight, side by side with what we could have chosen. */
export const comparisons = [
  { name: 'ky 1', code: "import ky from 'ky1'; console.log(ky)" },
  { name: 'ky 2', code: "import ky from 'ky2'; console.log(ky)" },
  { name: "zod: import * as z from 'zod/mini'", code: `import * as z from 'zod/mini'${shape}` },
  {
    name: "zod: import { object, … } from 'zod/mini'",
    code: named + shape.replaceAll(/\bz\.(\w+)/g, '$1Of'),
  },
  { name: "zod: import { z } from 'zod/mini'", code: `import { z } from 'zod/mini'${shape}` },
  { name: "zod: import * as z from 'zod'", code: `import * as z from 'zod'${shape}` },
  { name: "zod: import { z } from 'zod'", code: `import { z } from 'zod'${shape}` },
]
