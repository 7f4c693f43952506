/** For servers that render pages. Never part of a page. */
export { type LoadOptions, loadInitialState } from './load-initial-state.js'
