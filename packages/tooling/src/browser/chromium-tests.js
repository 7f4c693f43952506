/** The test files that drive a Chromium from Node: they are skipped without one. */
export const chromiumTests = [
  'packages/demo/test/{flow-examples,islands}.test.ts',
  'packages/demo/test/guides/in-a-browser.test.ts',
  'packages/demo/test/pages/pages.test.ts',
  'packages/demo/test/surface/{across-pages,page,vanilla-and-react,vue-and-svelte}.test.ts',
  'packages/integration/test/{servers/{sign-in-as,site},tabs/*}.test.ts',
]
