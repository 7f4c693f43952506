import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface Import {
  readonly from: string
  /** A file of the same source folder, else the specifier. */
  readonly target: string
  readonly typeOnly: boolean
}

export interface ImportGraph {
  /** Relative to the source folder. */
  readonly files: readonly string[]
  readonly imports: readonly Import[]
}

const sources = /\.(?:tsx?|js|vue|svelte)$/
const statement = /^[ \t]*(?:import|export)\s+(type\s)?(?:[^'";]*?from\s+)?'([^']+)'/gm
/** Removed before reading, because examples contain an app's imports. */
const docstring = /\/\*\*.*?\*\//gs
const dynamic = /\bimport\(\s*['"`]([^'"`]+)['"`]/g

/** Reads the imports of a folder's files. */
export function readImportGraph(folder: string): ImportGraph {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => sources.test(file))
  return { files, imports: files.flatMap((from) => importsOf(from, readFileSync(join(folder, from), 'utf8'), files)) }
}

/**
 * The imports of one file, static and dynamic, also of types.
 *
 * @param files the possible targets of relative imports
 */
export function importsOf(from: string, source: string, files: readonly string[]): readonly Import[] {
  const text = source.replace(docstring, '')
  const found = [
    ...[...text.matchAll(statement)].map(([, type, specifier = '']) => ({ specifier, typeOnly: type !== undefined })),
    ...[...text.matchAll(dynamic)].map(([, specifier = '']) => ({ specifier, typeOnly: false })),
  ]
  return found.map(({ specifier, typeOnly }) => ({ from, target: targetOf(from, specifier, files), typeOnly }))
}

/** The import cycles between files, each as one line; type imports count. */
export function circlesOfFiles({ files, imports }: ImportGraph): readonly string[] {
  const known = new Set(files)
  const next = (file: string) => imports.filter((one) => one.from === file).map(({ target }) => target)
  return circlesIn(files, (file) => next(file).filter((target) => known.has(target)))
}

/** Cycles of the graph that `next` defines: at least one for each strongly connected component that has one. */
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

/** Specifiers have no extension, or that of the compiled file. */
function targetOf(from: string, specifier: string, files: readonly string[]): string {
  if (!specifier.startsWith('.')) return specifier
  const path = join(dirname(from), specifier)
  const candidates = [path, path.replace(/\.js$/, '.ts'), path.replace(/\.js$/, '.tsx'), `${path}.ts`]
  return candidates.find((candidate) => files.includes(candidate)) ?? specifier
}
