import { expect, test } from 'vitest'
import { waysToInstall } from '../../src/browser/browser-install.js'

test('on Linux packages of the system are tried first, and the sentence says so and how to decline', () => {
  const { ways, sentence } = waysToInstall('linux')
  expect(ways.map(([first]) => first?.[0])).toEqual(['apt-get', 'apt-get', 'sudo', 'sudo', 'playwright'])
  expect(ways.map((way) => way.at(-1)?.at(-1))).toEqual([
    'chromium-headless-shell',
    'chromium',
    'chromium-headless-shell',
    'chromium',
    'chromium',
  ])
  expect(sentence).toMatch(/apt-get.*sudo.*WACHTER_SKIP_SYSTEM_PACKAGES=1/)
  expect(sentence).not.toContain('\n')
})

test.each(['win32', 'darwin'] as const)('on %s nothing is asked of the system', (platform) => {
  const { ways, sentence } = waysToInstall(platform)
  expect(ways.flat(2)).toEqual(['playwright', 'install', 'chromium'])
  expect(sentence).toContain('WACHTER_SKIP_SYSTEM_PACKAGES=1')
})
