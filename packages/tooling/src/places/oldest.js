/**
 * The oldest supported browsers, all of spring 2022. Older ones lack `throwIfAborted`, which ky calls before each retry.
 * Core's README.md has the same list for users; a test compares them. The keys are those of MDN's compatibility data.
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

/** The newest ECMAScript edition that all of these support, except for the features in the syntax check. */
export const ecmaVersion = 2022

/** The same list for esbuild, which lowers the syntax that one of them does not support. */
export const buildTargets = ['chrome100', 'edge100', 'firefox97', 'safari15.4', 'ios15.4', 'node20']
