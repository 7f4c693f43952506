import { join } from 'node:path'
import { run } from '../command.js'
import { root } from '../root.js'

/**
 * Runs the tests of `jsdom/` by Jest itself, in the jsdom it brings.
 *
 * @throws {import('../command.js').CommandError} with what Jest printed
 */
export async function runInJsdom() {
  await run(['jest', '--config', 'jsdom/jest.config.js'], { cwd: join(root, 'packages', 'tooling') })
}
