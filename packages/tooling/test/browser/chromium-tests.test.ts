import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { chromiumTests } from '../../src/browser/chromium-tests.js'
import { root } from '../../src/root.js'
import { loadedWith } from '../loaded-with.js'

const filesOf = (pattern: string | string[]) => globSync(pattern, { cwd: root }).sort()
const drivesChromium = (file: string) => loadedWith(pathToFileURL(join(root, file))).has('playwright')

test('the tests that are skipped without a browser are those that load playwright', () => {
  expect(filesOf(chromiumTests)).toEqual(filesOf('packages/*/test/**/*.test.{ts,tsx}').filter(drivesChromium))
})
