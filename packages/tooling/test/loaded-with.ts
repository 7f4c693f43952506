import { existsSync, readFileSync } from 'node:fs'

const imported = /^(?:import|export)\s+(?:[^'";]*?from\s+)?'([^']+)'/gm

/** All modules that a file imports before it runs: our own files, and other packages by name. */
export function loadedWith(file: URL, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file.href) || !existsSync(file)) return seen
  seen.add(file.href)
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(imported)) {
    if (specifier.startsWith('.')) loadedWith(written(new URL(specifier, file)), seen)
    else seen.add(specifier)
  }
  return seen
}

/** A TypeScript module is imported by the name of its compiled file. */
const written = (module: URL): URL => (existsSync(module) ? module : new URL(module.href.replace(/\.js$/, '.ts')))
