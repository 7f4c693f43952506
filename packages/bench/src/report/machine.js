import { readFileSync } from 'node:fs'
import { cpus, platform } from 'node:os'
import { launch } from '../pages/chromium.js'

/**
 * The machine in general words: `2 cores, AMD EPYC, linux`.
 *
 * @param {{ model: string }[]} cores
 * @param {string} system
 */
export function machineOf(cores = cpus(), system = platform()) {
  const model = (cores[0]?.model ?? '').replaceAll(/\((R|TM)\)/gi, '').trim()
  const [maker = 'unknown', kind = ''] = model.split(/\s+/)
  return `${cores.length} ${cores.length === 1 ? 'core' : 'cores'}, ${`${maker} ${kind}`.trim()}, ${system}`
}

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
