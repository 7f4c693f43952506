import { list, object, opaque, text } from './primitives.js'

/** What a refusal carries (PROTOCOL.md §2.2). Many refusals have a message and no code. */
export const refusal = object({
  message: text,
  data: opaque,
  errors: list(object({ code: text, message: text })),
})

/** What a success carries (§2.1). Only `data` is read: the `session` stub beside it says less than `GET /session`. */
export const success = object({ data: opaque })
