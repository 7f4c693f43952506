/**
 * The oldest supported browsers, all of early 2022. Older ones lack `AbortSignal.reason`, which tells a caller
 * why a request ended.
 * Core's README.md has the same list for users; a test compares them. The keys are those of MDN's compatibility data.
 */
export const oldestBrowsers = {
  chrome: '98',
  chrome_android: '98',
  edge: '98',
  firefox: '97',
  firefox_android: '97',
  safari: '15.4',
  safari_ios: '15.4',
}

export const oldestNode = { nodejs: '20.0.0' }

/** The compatibility date of a Worker that states none. */
export const oldestWorker = '2021-11-02'

/** The newest ECMAScript edition that all of these support, except for the features in the syntax check. */
export const ecmaVersion = 2022

/** The same list for esbuild, which lowers the syntax that one of them does not support. */
export const buildTargets = ['chrome98', 'edge98', 'firefox97', 'safari15.4', 'ios15.4', 'node20']
