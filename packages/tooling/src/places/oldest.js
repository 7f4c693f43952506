/**
 * The oldest place of each kind we run in, all as of spring 2022 but Node. Nothing older has `throwIfAborted`, which ky calls
 * before each retry. README.md of core says the same to users; a test compares them.
 * The keys are those of MDN's compatibility data.
 */
export const oldestBrowsers = {
  chrome: '100',
  chrome_android: '100',
  edge: '100',
  firefox: '97',
  firefox_android: '97',
  safari: '15.4',
  safari_ios: '15.4',
}

export const oldestNode = { nodejs: '20.0.0' }

/** The compatibility date of the oldest Worker. One day before, `new ReadableStream()` throws, which ky calls when imported. */
export const oldestWorker = '2022-11-30'

/** The newest edition of the language that all of these can read, but for what the syntax check lists. */
export const ecmaVersion = 2022

/** The same list for esbuild, which lowers the syntax that one of them cannot read. */
export const buildTargets = ['chrome100', 'edge100', 'firefox97', 'safari15.4', 'ios15.4', 'node20']
