import { type Field, field, list, object, opaque, refuse, text } from './primitives.js'

/**
 * Reads the API's own envelope (PROTOCOL.md §2): a numeric `status` with `data` or `errors`. An answer without it comes from
 * an intermediary: a proxy, a firewall, a captive portal.
 */
const enveloped = <T>(content: Field<T>) =>
  field((body, reading): T => {
    const { status, data, errors } = { ...(body as { status?: unknown; data?: unknown; errors?: unknown } | null) }
    const isEnvelope = typeof status === 'number' && (data !== undefined || errors !== undefined)
    return isEnvelope ? content.read(body, reading) : refuse(reading)
  })

/** The envelope of a refusal (§2.2). Many refusals have a message and no code. */
export const refusal = enveloped(
  object({ message: text, data: opaque, errors: list(object({ code: text, message: text })) }),
)

/** The envelope of a success (§2.1). Only `data` is read: the `session` stub has less than `GET /session`. */
export const success = enveloped(object({ data: opaque }))
