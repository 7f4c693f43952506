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

/** A function for each client that creates it, signed in; ours first. @param {import('./server.js').PeerServer} server */
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

/** Long enough for a peer's work before it sends the request. */
const promptMs = 50

/**
 * Requests a token of A, changes the identity before the answer arrives, and returns whose token the pending call and the
 * next call get.
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
  // Without this check, a failed sign-in would look like a lost identity.
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
