import type { InitialState } from '@wachter/core'
import { serializeInitialState } from '@wachter/core/server'

/** On the server. */
export const stateBlock = (state: InitialState): string =>
  `<script type="application/json" id="initial-state">${serializeInitialState(state)}</script>`

/** In the page: `createClient({ publishableKey, initialState: readStateBlock() })`. */
export const readStateBlock = (): InitialState =>
  JSON.parse(document.querySelector('#initial-state')?.textContent || '{}')
