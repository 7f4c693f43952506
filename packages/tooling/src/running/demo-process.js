import { root } from '../root.js'
import { environment, pathsOf, workspaceNode } from './platform.js'

/**
 * How to start the demo: as one process, so that a signal reaches the server itself.
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
      // In its own process group, Ctrl-C reaches it only through us; a second signal would stop it before it has closed.
      detached: !windows,
    },
    // On Windows, all programs of a console get its signals; sending a signal kills the process.
    isToldToStop: !windows,
  }
}
