import { checkTarballTypes, lintTarballs, packAll } from './packages.js'
import { placeSteps } from './places/steps.js'
import { run } from './running/command.js'

/**
 * All checks of the workspace other than tests.
 *
 * @param {string} tarballs an empty folder, to hold the packed packages
 * @returns {import('./running/steps.js').Step[]}
 */
export function staticChecks(tarballs) {
  return [
    buildStep(),
    {
      name: 'lint',
      failure: 'Biome reports errors; `pnpm format` may fix them.',
      run: () => silently(run(['biome', 'check', '.'])),
    },
    {
      name: 'unused code',
      failure: 'knip finds unused files, exports or dependencies, or undeclared dependencies.',
      run: () => silently(run(['knip', '--no-config-hints'])),
    },
    // Each is one program over all packages, so that shared files are read once.
    ...['types', 'types:svelte'].map((script) => ({
      name: script.replace(':', ' of '),
      failure: 'The type check fails.',
      run: () => silently(run(['pnpm', '--filter', '@wachter/tooling', script])),
    })),
    ...placeSteps,
    {
      name: 'pack',
      after: ['build'],
      failure: 'A package cannot be packed.',
      run: () => packAll(tarballs),
    },
    {
      name: 'packed manifests',
      after: ['pack'],
      failure: 'publint reports errors in a packed package.',
      run: () => lintTarballs(tarballs),
    },
    {
      name: 'packed types',
      after: ['pack'],
      failure: 'attw finds types that some resolution cannot use.',
      run: () => checkTarballTypes(tarballs),
    },
  ]
}

/**
 * Builds every package, each after its dependencies.
 *
 * @returns {import('./running/steps.js').Step}
 */
export function buildStep() {
  return {
    name: 'build',
    failure: 'A package does not build.',
    run: () => silently(run(['pnpm', '-r', '--sort', 'build'])),
  }
}

/**
 * Discards the output of a command that passes.
 *
 * @param {Promise<string>} command
 */
async function silently(command) {
  await command
}
