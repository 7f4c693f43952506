import { root } from '../root.js'
import { environment, pathsOf, workspaceNode } from './platform.js'

/**
 * How the demo is started: as one process, so that a signal to it reaches the server itself.
 *
 * @param {NodeJS.Platform} [platform]
 */
export function demoProcess(platform = process.platform) {
  const windows = platform === 'win32'
  return {
    command: workspaceNode(platform),
    args: ['server/serve.ts'],
    options: {
      cwd: pathsOf(platform).join(root, 'packages', 'demo'),
      env: environment({ platform }),
      stdio: /** @type {['ignore', 'inherit', 'inherit']} */ (['ignore', 'inherit', 'inherit']),
      // In a group of its own a terminal's Ctrl-C reaches it through us only; a second one would not let it close.
      detached: !windows,
    },
    // Windows has no signals but those of the console, which come to all of its programs; to send one is to kill.
    isToldToStop: !windows,
  }
}
