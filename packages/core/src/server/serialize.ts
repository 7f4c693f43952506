import type { InitialState } from '../options.js'

const unsafe: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}

/**
 * Writes a state as JSON that is safe inside a `<script>`: nothing in a name or in metadata ends the element.
 *
 * @example
 * ```ts
 * import { authenticateRequest, serializeInitialState } from '@wachter/core/server'
 *
 * const { initialState } = await authenticateRequest(request, { publishableKey })
 * const script = `<script>window.initialState = ${serializeInitialState(initialState)}</script>`
 * ```
 */
export const serializeInitialState = (state: InitialState): string =>
  JSON.stringify(state).replace(/[<>&\u2028\u2029]/g, (character) => unsafe[character] ?? '')
