import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

/**
 * Lets Node run our TypeScript sources as they are: `node --conditions=@wachter/source --import ./simulation/load-sources.ts`.
 * CORE_SOURCES replaces this repository's core, for example with a mutant.
 */
const core = process.env.CORE_SOURCES && pathToFileURL(`${process.env.CORE_SOURCES}/`).href

registerHooks({
  resolve(specifier, context, next) {
    const [, ofCore] = /^@wachter\/core(\/.+)?$/.exec(specifier) ? specifier.split('@wachter/core') : []
    const path = core && ofCore !== undefined ? `.${ofCore}/index` : specifier
    const from = path === specifier ? context.parentURL : core || undefined
    if (path.startsWith('.') && !from?.includes('/node_modules/')) {
      const stem = path.replace(/\.js$/, '')
      for (const name of [`${stem}.ts`, `${stem}/index.ts`]) {
        const url = new URL(name, from)
        if (existsSync(fileURLToPath(url))) return { url: url.href, shortCircuit: true, format: 'module-typescript' }
      }
    }
    return next(specifier, context)
  },
})
