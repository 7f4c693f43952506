import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { compile } from 'svelte/compiler'
import ts from 'typescript'

export const packages = fileURLToPath(new URL('../../', import.meta.url))

const { options } = ts.parseJsonConfigFileContent(
  {
    extends: '../../tsconfig.json',
    compilerOptions: { jsx: 'react-jsx', types: ['node', 'svelte'], allowImportingTsExtensions: true },
    files: [],
  },
  ts.sys,
  fileURLToPath(new URL('../', import.meta.url)),
)

/** A block of code in a document. */
export interface Block {
  readonly language: string
  readonly code: string
}

/** The part of a block that TypeScript checks. */
export function scriptOf({ language, code }: Block): string {
  if (language === 'ts' || language === 'tsx') return code
  return /<script[^>]*>\n(.*?)<\/script>/s.exec(code)?.[1] ?? ''
}

/**
 * A program of files that exist, and of texts in the place of files, so that their imports resolve as from there.
 *
 * @param texts by absolute path
 */
export function programOf(files: readonly string[], texts: ReadonlyMap<string, string>): ts.Program {
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (file) => texts.has(file) || fileExists(file)
  host.readFile = (file) => texts.get(file) ?? readFile(file)
  host.getSourceFile = (file, languageVersion, ...rest) => {
    const text = texts.get(file)
    return text === undefined
      ? getSourceFile(file, languageVersion, ...rest)
      : ts.createSourceFile(file, text, languageVersion)
  }
  // A folder that exists in the texts only: else TypeScript looks for no file in it.
  host.directoryExists = (folder) =>
    ts.sys.directoryExists(folder) || [...texts.keys()].some((file) => file.startsWith(`${folder}/`))
  return ts.createProgram([...files, ...texts.keys()], options, host)
}

/** What TypeScript has against a file. */
export function problemsIn(program: ts.Program, file: string): readonly string[] {
  const source = program.getSourceFile(file)
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
    ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '),
  )
}

/** What the compilers of Svelte and Vue have against a component. */
export function templateProblems({ language, code }: Block): readonly string[] {
  if (language === 'svelte') return compile(code, {}).warnings.map((warning) => warning.code)
  if (language !== 'vue') return []
  // The compiler that apps use: a dependency of vue.
  const { compileTemplate, parse } = createRequire(`${packages}vue/package.json`)('vue/compiler-sfc')
  const { descriptor, errors } = parse(code)
  const source: string = descriptor.template?.content ?? ''
  const compiled = compileTemplate({ source, filename: 'block.vue', id: 'block' })
  return [...errors, ...compiled.errors].map(String)
}
