import { setTimeout } from 'node:timers/promises'
import { createOurs } from './ours.js'
import { peers } from './peers.js'
import { createPeerServer, identityOf } from './server.js'

/**
 * @typedef {object} Stage
 * @property {import('./peers.js').Peer} peer
 * @property {() => () => void} holdNext
 * @property {(token: string) => string} identityOf
 */

/** Every client with a way to put it on stage, ours first. @param {import('./server.js').PeerServer} server */
export const casts = (server = createPeerServer()) => ({
  ours: /** @returns {Promise<Stage>} */ () => createOurs(),
  ...Object.fromEntries(
    Object.entries(peers).map(([name, open]) => [
      name,
      /** @returns {Promise<Stage>} */
      async () => ({ peer: await open(server), holdNext: server.holdNext, identityOf }),
    ]),
  ),
})

/** Long enough for whatever a peer does before it asks. */
const promptMs = 50

/**
 * Asks for a token of A, lets the identity change before the answer comes, and tells whose token the waiting call gets,
 * and whose the next one.
 *
 * @param {Stage} stage
 * @param {'switchToB' | 'signOut'} change
 */
export async function play({ peer, holdNext, identityOf: whose }, change) {
  const told = (/** @type {Promise<string | undefined>} */ token) =>
    token.then(
      (found) => (found ? whose(found) : 'none'),
      () => 'refused',
    )
  // A peer we failed to sign in would look as if it lost its identity.
  if ((await told(peer.read())) !== 'A') throw new Error('The client is not signed in as A')
  const release = holdNext()
  const pending = told(peer.renew())
  await setTimeout(promptMs)
  const changing = peer[change]().catch(() => undefined)
  await setTimeout(promptMs)
  release()
  const whoIsPending = await pending
  await changing
  const whoIsNext = await told(peer.read())
  peer.close()
  return { pending: whoIsPending, next: whoIsNext }
}
