import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root, run } from './command.js'
import { publicPackages, tarballsIn } from './packages.js'
import { withFolder } from './temporary-folder.js'

const compilerOptions = {
  target: 'ES2022',
  module: 'NodeNext',
  lib: ['ES2023', 'DOM', 'DOM.Iterable'],
  types: [],
  strict: true,
  skipLibCheck: true,
}

/**
 * Uses the tarballs the way a stranger would: installed by npm into an empty project far from this workspace,
 * type-checked there, and run.
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
    const wanted = [...(await tarballsIn(tarballs)), ...new Set(peers.map(([name, range]) => `${name}@${range}`))]

    await writeFile(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
    await writeFile(join(project, 'typed.ts'), importing(entries))
    await writeFile(join(project, 'running.ts'), importing(entries.filter(({ runs }) => runs)))
    await cp(join(root, 'packages', 'tooling', 'stranger', 'app.ts'), join(project, 'app.ts'))

    await run(['npm', 'install', '--prefix', project, '--prefer-offline', '--no-audit', '--no-fund', ...wanted], {
      cwd: project,
    })
    await run(['tsc', '-p', project])
    await run([process.execPath, 'running.js'], { cwd: project })
    // The app leaves its client running: nothing of ours may keep a process alive.
    await run([process.execPath, 'app.js'], { cwd: project, timeoutMs: 30_000 })
  })
}

/** @param {{ specifier: string }[]} entries */
function importing(entries) {
  const lines = entries.map(({ specifier }, index) => `import * as entry${index} from '${specifier}'`)
  return [...lines, `if ([${entries.map((_, index) => `entry${index}`)}].length === 0) throw new Error()`].join('\n')
}
