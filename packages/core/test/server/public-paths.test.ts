import { describe, expect, test } from 'vitest'
import { isPublicPath, plainPath } from '../../src/server/public-paths.js'

const open = ['/', '/pricing', '/blog/*', '/caf\u00e9']

test.each([
  '/',
  '/pricing',
  '/pricing/',
  '/blog',
  '/blog/',
  '/blog/a',
  '/blog/a/b.html',
  '/blog/a%20b',
  '/blog/50%25',
  '/caf%C3%A9',
  '/cafe%CC%81',
])('%s is public', (path) => {
  expect(isPublicPath(path, open)).toBe(true)
})

test.each([
  '/admin',
  '/blogs',
  '/blo',
  '/Pricing',
  '/pricing/x',
  '/BLOG/a',
  '',
  'blog/a',
  '/pricing.json',
  '/%',
  '/%zz',
  '/%2562log/a',
])('%s is not', (path) => {
  expect(isPublicPath(path, open)).toBe(false)
})

test('nothing is public when nothing is listed', () => {
  expect(isPublicPath('/', [])).toBe(false)
})

test('everything may be public, but nothing hostile', () => {
  expect(isPublicPath('/anything/at/all', ['/*'])).toBe(true)
  expect(isPublicPath('/..%2fadmin', ['/*'])).toBe(false)
})

/** Ways to write `..`, `/` and a name, of which routers, proxies and file systems make different things. */
const dots = [
  '..',
  '%2e%2e',
  '.%2e',
  '%2E.',
  '%252e%252e',
  '..;',
  '..%00',
  '..%0d',
  '..%09',
  '%c0%ae%c0%ae',
  '.',
  '%2e',
]
const slashes = ['/', '%2f', '%2F', '\\', '%5c', '//', '%252f', '%c0%af', '/;/']
const names = ['admin', 'admin/', 'ADMIN', 'admin%00', 'admin;x=1']

/** Those that lead out of `/blog`, or that two routers read differently. */
const hostile = dots.flatMap((dot) =>
  slashes.flatMap((slash) => names.map((name) => `/blog${slash}${dot}${slash}${name}`)),
)

describe(`${hostile.length} ways out of a public folder`, () => {
  test('are more than two hundred', () => {
    expect(new Set(hostile).size).toBeGreaterThan(200)
  })

  test.each(hostile)('%s is not public, as it is or as a browser sends it', (path) => {
    expect(plainPath(path)).toBeUndefined()
    const { pathname } = new URL(path, 'https://app.example.com')
    // A browser resolves some of them: to the page itself, or to one below the folder that is named so.
    const resolved = plainPath(pathname)
    expect(resolved === undefined || !resolved.toLowerCase().startsWith('/blog/..')).toBe(true)
    expect(isPublicPath(pathname, ['/blog/*']) && /^\/admin/i.test(resolved ?? '')).toBe(false)
  })
})
