import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { publicPackages, tarballsIn } from './packages.js'
import { oldestNode } from './places/oldest.js'
import { root } from './root.js'
import { run } from './running/command.js'
import { withFolder } from './temporary-folder.js'

const compilerOptions = {
  target: 'ES2022',
  module: 'NodeNext',
  lib: ['ES2023', 'DOM', 'DOM.Iterable'],
  types: [],
  strict: true,
  skipLibCheck: true,
}

/** The options of a server: no DOM types, and our declaration files are checked. */
const nodeOptions = { ...compilerOptions, lib: ['ES2022'], types: ['node'], skipLibCheck: false, noEmit: true }
const nodeTypes = `@types/node@${Number.parseInt(oldestNode.nodejs, 10)}`
/** Adapters are for pages, and msw's types need DOM types. */
const isForNode = (/** @type {{ specifier: string }} */ { specifier }) => /core|emulator(?!\/msw)/.test(specifier)

/**
 * Uses the tarballs as a new user would: installs them with npm into an empty project outside this workspace, type-checks
 * it and runs it.
 *
 * @param {string} tarballs
 */
export function playStranger(tarballs) {
  return withFolder(async (project) => {
    const packages = await publicPackages()
    const entries = packages.flatMap((item) => item.entries)
    const peers = packages
      .flatMap((item) => Object.entries(item.peers))
      .filter(([name]) => !name.startsWith('@wachter/'))
    const wanted = [
      ...(await tarballsIn(tarballs)),
      nodeTypes,
      ...new Set(peers.map(([name, range]) => `${name}@${range}`)),
    ]

    await writeFile(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
    await writeFile(
      join(project, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['typed.ts', 'running.ts', 'app.ts'] }),
    )
    await writeFile(
      join(project, 'tsconfig.node.json'),
      JSON.stringify({ compilerOptions: nodeOptions, files: ['on-node.ts'] }),
    )
    await writeFile(join(project, 'typed.ts'), importing(entries))
    await writeFile(join(project, 'running.ts'), importing(entries.filter(({ runs }) => runs)))
    await writeFile(join(project, 'on-node.ts'), importing(entries.filter(isForNode)))
    await writeFile(
      join(project, 'tsconfig.registered.json'),
      JSON.stringify({ compilerOptions: { ...compilerOptions, noEmit: true }, files: ['registered.ts'] }),
    )
    await cp(join(root, 'packages', 'tooling', 'stranger'), project, { recursive: true })

    await run(['npm', 'install', '--prefix', project, '--prefer-offline', '--no-audit', '--no-fund', ...wanted], {
      cwd: project,
    })
    await run(['tsc', '-p', project])
    await run(['tsc', '-p', join(project, 'tsconfig.node.json')])
    // Apart, because what an app registers holds for its whole program.
    await run(['tsc', '-p', join(project, 'tsconfig.registered.json')])
    await run([process.execPath, 'running.js'], { cwd: project })
    // The app does not stop its client: our code must not keep a process alive.
    await run([process.execPath, 'app.js'], { cwd: project, timeoutMs: 30_000 })
  })
}

/** @param {{ specifier: string }[]} entries */
function importing(entries) {
  const lines = entries.map(({ specifier }, index) => `import * as entry${index} from '${specifier}'`)
  return [...lines, `if ([${entries.map((_, index) => `entry${index}`)}].length === 0) throw new Error()`].join('\n')
}
