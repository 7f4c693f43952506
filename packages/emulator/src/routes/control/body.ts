import { fields, type Kinds, object, type Read } from '../../reading/kinds'
import type { AppContext } from '../serving/context'
import { parseJson } from '../serving/json'

/**
 * Reads the fields of a control request. Ignores other fields; null counts as absent.
 *
 * @throws {TypeError} for a field that is missing or of the wrong type
 */
export async function readFields<Required extends Kinds, Optional extends Kinds = Record<never, never>>(
  c: AppContext,
  required: Required,
  optional?: Optional,
): Promise<Read<Required> & Partial<Read<Optional>>> {
  return fields(required, optional)(await readObject(c), '')
}

/** The body of a control request, which must be an object. */
export async function readObject(c: AppContext): Promise<Record<string, unknown>> {
  return object(parseJson(await c.req.text()), '')
}
