import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { oldestBrowsers, oldestNode, oldestWorker } from '../../src/places/oldest.js'

const readme = readFileSync(new URL('../../../core/README.md', import.meta.url), 'utf8')
const section = readme.split('\n## ').find((text) => text.startsWith('Where it runs')) ?? ''

test('the README of core names the places that are checked', () => {
  const { chrome, firefox, safari } = oldestBrowsers
  for (const place of [`Chrome and Edge ${chrome}`, `Firefox ${firefox}`, `Safari ${safari}`]) {
    expect(section).toContain(place)
  }
  expect(section).toContain(`Node ${Number.parseInt(oldestNode.nodejs, 10)}`)
  expect(section).toContain(oldestWorker)
})

test('browsers of one make are of one age', () => {
  expect(oldestBrowsers.chrome_android).toBe(oldestBrowsers.chrome)
  expect(oldestBrowsers.edge).toBe(oldestBrowsers.chrome)
  expect(oldestBrowsers.firefox_android).toBe(oldestBrowsers.firefox)
  expect(oldestBrowsers.safari_ios).toBe(oldestBrowsers.safari)
})
