import { join } from 'node:path'
import { root } from '../root.js'
import { run } from '../running/command.js'

/**
 * Runs the tests of `jsdom/` with Jest and its own jsdom.
 *
 * @throws {import('../running/command.js').CommandError} with Jest's output
 */
export async function runInJsdom() {
  await run(['jest', '--config', 'jsdom/jest.config.js'], { cwd: join(root, 'packages', 'tooling') })
}
