import { readdir, readFile } from 'node:fs/promises'
import { createEmulator } from '@wachter/emulator'
import { expect, onTestFinished, test, vi } from 'vitest'

const examples = new URL('../examples/', import.meta.url)
const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8')
const files = (await readdir(examples, { withFileTypes: true })).filter((entry) => entry.isFile())

test.each(files.map(({ name }) => name))('the README shows the example %s as it is type-checked', async (name) => {
  const code = await readFile(new URL(name, examples), 'utf8')
  expect(readme).toContain(`\`\`\`${name.split('.').at(-1)}\n${code}\`\`\`\n`)
})

test('the key of the examples is that of the emulator on its usual port', async () => {
  expect(readme).toContain(createEmulator().publishableKey)
})

test('the vanilla example signs in, and keeps the session when the page is loaded again', async () => {
  const emulator = createEmulator()
  const kept = new Map<string, string>()
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  }
  const document = { title: '', defaultView: { localStorage } }
  vi.stubGlobal('fetch', emulator.fetch)
  vi.stubGlobal('document', document)
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  onTestFinished(() => {
    vi.unstubAllGlobals()
    log.mockRestore()
  })
  for (const load of [1, 2]) {
    vi.resetModules()
    await import('../examples/vanilla.js')
    expect(document.title).toBe('Ada')
    expect(log).toHaveBeenCalledTimes(load)
  }
  const signIns = emulator.world.requests.all().filter(({ path }) => path.startsWith('/auth/signin'))
  expect(signIns).toHaveLength(1)
})
