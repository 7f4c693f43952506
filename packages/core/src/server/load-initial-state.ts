import type { DeploymentAddress, InitialState } from '../options.js'
import { authenticateRequest } from './authenticate-request.js'
import type { AuthenticateOptions } from './visit.js'

/**
 * The state of an incoming request only, for `createClient({ initialState })` in the page that answers it; see
 * `authenticateRequest`, which also says who sent it and what the answer needs.
 *
 * @example
 * ```ts
 * import { createClient } from '@wachter/core'
 * import { loadInitialState } from '@wachter/core/server'
 *
 * const initialState = await loadInitialState(request, { publishableKey })
 * const client = createClient({ publishableKey, initialState })
 * ```
 *
 * @throws {@link SessionError} `invalid-configuration` when the key or address is malformed
 */
export const loadInitialState = async (
  request: Request,
  options: DeploymentAddress & AuthenticateOptions,
): Promise<InitialState> => (await authenticateRequest(request, options)).initialState
