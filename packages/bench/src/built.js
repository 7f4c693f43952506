import { readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Why a package cannot be measured, or undefined: it is not built, or its sources changed after the build.
 *
 * @param {string} directory
 */
export function obstacle(directory) {
  const folder = new URL(`../../${directory}/`, import.meta.url)
  const built = statSync(new URL('dist/index.js', folder), { throwIfNoEntry: false })?.mtimeMs
  if (built === undefined) return `@wachter/${directory} is not built: run \`pnpm build\` first.`
  const sources = fileURLToPath(new URL('src', folder))
  const changed = readdirSync(sources, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .some((entry) => statSync(`${entry.parentPath}/${entry.name}`).mtimeMs > built)
  return changed ? `@wachter/${directory} was changed since it was built: run \`pnpm build\` first.` : undefined
}
