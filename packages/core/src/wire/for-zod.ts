import type { $ZodType, $ZodTypeInternals } from 'zod/v4/core'
import type { Field } from './primitives.js'

type Payload = Parameters<$ZodTypeInternals['run']>[0]

/**
 * The schema with zod's core interface, so that zod's own functions accept it. It loads no zod code: zod's objects refuse a
 * whole answer for one bad row, and use `eval` if the page's CSP allows it.
 */
export const forZod = <T>(schema: Field<T, unknown>): $ZodType<T, unknown> =>
  ({
    ...schema,
    _zod: {
      def: { type: 'custom' },
      run(payload: Payload) {
        const { value, issues = [] } = { value: undefined, ...schema['~standard'].validate(payload.value) }
        payload.issues.push(...issues.map((issue) => ({ ...issue, code: 'custom', input: payload.value }) as const))
        return Object.assign(payload, { value })
      },
    },
  }) as unknown as $ZodType<T, unknown>
