import { checkBuiltOutput } from './built-output.js'
import { runInJsdom } from './jsdom.js'
import { runInWorkers } from './worker.js'

/**
 * Whether what we built runs in the oldest places that we name. Browsers of that age cannot be installed everywhere, so the
 * output is read instead.
 *
 * @type {import('../steps.js').Step[]}
 */
export const placeSteps = [
  {
    name: 'oldest browsers',
    after: ['build'],
    failure: 'The built output needs a newer browser or Node than core/README.md says.',
    run: checkBuiltOutput,
  },
  {
    name: "Jest's jsdom",
    after: ['build'],
    failure: "The built packages do not work in Jest's jsdom.",
    run: runInJsdom,
  },
  {
    name: 'Workers',
    after: ['build'],
    failure: 'The built packages do not work in a Worker of one of the compatibility dates.',
    run: runInWorkers,
  },
]
