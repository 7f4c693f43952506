import { existsSync, readFileSync } from 'node:fs'

const imported = /^(?:import|export)\s+(?:[^'";]*?from\s+)?'([^']+)'/gm

/** What is loaded with a file, before a line of it runs: our own files, and the rest by name. */
export function loadedWith(file: URL, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file.href) || !existsSync(file)) return seen
  seen.add(file.href)
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(imported)) {
    if (specifier.startsWith('.')) loadedWith(written(new URL(specifier, file)), seen)
    else seen.add(specifier)
  }
  return seen
}

/** A module in TypeScript is imported by the name it would have in JavaScript. */
const written = (module: URL): URL => (existsSync(module) ? module : new URL(module.href.replace(/\.js$/, '.ts')))
