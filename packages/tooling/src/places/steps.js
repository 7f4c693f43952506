/**
 * Checks that the build runs in the oldest places we support. Browsers that old cannot be installed everywhere, so these
 * steps analyze the output instead.
 *
 * Each check is imported when it runs: on a new machine its packages are installed only then.
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
