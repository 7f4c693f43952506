import { join } from 'node:path'
import { root } from '../root.js'
import { run } from '../running/command.js'

/**
 * Runs the tests of `jsdom/` by Jest itself, in the jsdom it brings.
 *
 * @throws {import('../running/command.js').CommandError} with what Jest printed
 */
export async function runInJsdom() {
  await run(['jest', '--config', 'jsdom/jest.config.js'], { cwd: join(root, 'packages', 'tooling') })
}
