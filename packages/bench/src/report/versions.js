import { readFileSync } from 'node:fs'
import { launch } from '../pages/chromium.js'

const libraries = ['mitata', 'nanostores', 'react', 'vue', 'svelte', 'esbuild', 'rollup', 'playwright']

/** The versions of what was measured with. @returns {Promise<Record<string, string>>} */
export async function versions() {
  const installed = libraries.map((name) => {
    const file = new URL(`../../node_modules/${name}/package.json`, import.meta.url)
    return [name, JSON.parse(readFileSync(file, 'utf8')).version]
  })
  const browser = await launch().catch(() => undefined)
  const chromium = browser?.version() ?? 'none'
  await browser?.close()
  return { node: process.versions.node, chromium, ...Object.fromEntries(installed) }
}
