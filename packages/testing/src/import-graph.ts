import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface Import {
  readonly from: string
  /** A file of the same folder of sources, if it is one, else what was written. */
  readonly target: string
  readonly typeOnly: boolean
}

export interface ImportGraph {
  /** Relative to the folder of sources. */
  readonly files: readonly string[]
  readonly imports: readonly Import[]
}

const sources = /\.(?:tsx?|js|vue|svelte)$/
const statement = /^[ \t]*(?:import|export)\s+(type\s)?(?:[^'";]*?from\s+)?'([^']+)'/gm
/** Its examples import what an app imports. */
const docstring = /\/\*\*.*?\*\//gs
const dynamic = /\bimport\(\s*['"`]([^'"`]+)['"`]/g

/** Reads what the files of a folder import. */
export function readImportGraph(folder: string): ImportGraph {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => sources.test(file))
  return { files, imports: files.flatMap((from) => importsOf(from, readFileSync(join(folder, from), 'utf8'), files)) }
}

/**
 * The imports of one file, static and dynamic, also of types.
 *
 * @param files what a relative import may lead to
 */
export function importsOf(from: string, source: string, files: readonly string[]): readonly Import[] {
  const text = source.replace(docstring, '')
  const found = [
    ...[...text.matchAll(statement)].map(([, type, specifier = '']) => ({ specifier, typeOnly: type !== undefined })),
    ...[...text.matchAll(dynamic)].map(([, specifier = '']) => ({ specifier, typeOnly: false })),
  ]
  return found.map(({ specifier, typeOnly }) => ({ from, target: targetOf(from, specifier, files), typeOnly }))
}

/** The circles of files, each as one line; imports of types count. */
export function circlesOfFiles({ files, imports }: ImportGraph): readonly string[] {
  const known = new Set(files)
  const next = (file: string) => imports.filter((one) => one.from === file).map(({ target }) => target)
  return circlesIn(files, (file) => next(file).filter((target) => known.has(target)))
}

/** Paths through `next` that come back to where they were: none if there is no circle, else at least one of each knot. */
export function circlesIn(nodes: readonly string[], next: (node: string) => readonly string[]): readonly string[] {
  const circles: string[] = []
  const done = new Set<string>()
  const visit = (node: string, path: readonly string[]) => {
    if (path.includes(node)) circles.push([...path.slice(path.indexOf(node)), node].join(' → '))
    else if (!done.has(node)) for (const target of next(node)) visit(target, [...path, node])
    done.add(node)
  }
  for (const node of nodes) visit(node, [])
  return circles
}

/** Imports are written as what a bundler finds or as what TypeScript makes of a file. */
function targetOf(from: string, specifier: string, files: readonly string[]): string {
  if (!specifier.startsWith('.')) return specifier
  const path = join(dirname(from), specifier)
  const candidates = [path, path.replace(/\.js$/, '.ts'), path.replace(/\.js$/, '.tsx'), `${path}.ts`]
  return candidates.find((candidate) => files.includes(candidate)) ?? specifier
}
