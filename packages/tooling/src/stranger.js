import { cp, readFile, writeFile } from 'node:fs/promises'
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
    await writeFile(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['app.ts'] }))
    await cp(join(root, 'packages', 'tooling', 'stranger', 'app.ts'), join(project, 'app.ts'))
    const wanted = [...(await tarballsIn(tarballs)), ...(await peers())]
    await run(['npm', 'install', '--prefix', project, '--no-audit', '--no-fund', ...wanted], { cwd: project })
    await run(['tsc', '-p', project])
    await run([process.execPath, 'app.js'], { cwd: project })
  })
}

/** What our packages expect their user to have. */
async function peers() {
  /** @type {Set<string>} */
  const wanted = new Set()
  for (const { folder, written } of await publicPackages()) {
    if (!written) continue
    const { peerDependencies = {} } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    for (const [name, range] of Object.entries(peerDependencies)) {
      if (!name.startsWith('@wachter/')) wanted.add(`${name}@${range}`)
    }
  }
  return wanted
}
