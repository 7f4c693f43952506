import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const root = new URL('../../../', import.meta.url)
const read = (url: URL) => readFile(url, 'utf8')

/** Every page that people read, from the root. */
const pages = ['README.md']
for (const name of await readdir(new URL('packages/', root))) {
  for (const folder of ['', 'docs/', 'docs/guides/']) {
    const path = `packages/${name}/${folder}`
    if (!existsSync(new URL(path, root))) continue
    pages.push(
      ...(await readdir(new URL(path, root))).filter((file) => file.endsWith('.md')).map((file) => path + file),
    )
  }
}

/** Without blocks of code. */
const textOf = (page: string) => page.replace(/^```.*?^```$/gms, '')

/** Those a heading gets where Markdown is shown. */
const anchorsOf = (page: string) =>
  [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  )

test('the docs and the readmes are among the pages', () => {
  const known = ['README.md', 'packages/core/docs/servers.md', 'packages/core/docs/guides/errors.md']
  expect(pages).toEqual(expect.arrayContaining([...known, 'packages/emulator/README.md']))
})

test.each(pages)('every link of %s leads to a page, and to a heading of it', async (name) => {
  const from = new URL(name, root)
  for (const [, link = ''] of textOf(await read(from)).matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^https?:/.test(link)) continue
    const target = new URL(link, from)
    const { hash } = target
    target.hash = ''
    expect(existsSync(target), link).toBe(true)
    if (hash) expect(anchorsOf(await read(target)), link).toContain(hash.slice(1))
  }
})
