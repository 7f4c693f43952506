/**
 * Whether what we built runs in the oldest places that we name. Browsers of that age cannot be installed everywhere, so the
 * output is read instead.
 *
 * Each check is loaded when it runs: on a new machine its packages are not there before the install.
 *
 * @type {import('../running/steps.js').Step[]}
 */
export const placeSteps = [
  {
    name: 'oldest browsers',
    after: ['build'],
    failure: 'The built output needs a newer browser or Node than core/README.md says.',
    run: async () => (await import('./built-output.js')).checkBuiltOutput(),
  },
  {
    name: "Jest's jsdom",
    after: ['build'],
    failure: "The built packages do not work in Jest's jsdom.",
    run: async () => (await import('./jsdom.js')).runInJsdom(),
  },
  {
    name: 'Workers',
    after: ['build'],
    failure: 'The built packages do not work in a Worker of one of the compatibility dates.',
    run: async () => (await import('./worker.js')).runInWorkers(),
  },
]
