/** What a server that renders pages needs. Never part of a page. */
export { type LoadOptions, loadInitialState } from './load-initial-state.js'
