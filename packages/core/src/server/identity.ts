import { SessionError } from '../errors.js'
import { digestOf } from '../model/context-digest.js'
import type { Identity, Visit } from './visit.js'

/**
 * Who sent the request, by the first source that says so.
 *
 * @throws {@link SessionError} `signed-out` when nobody is signed in
 */
export async function identify({ sources, minted: passedOn, verify, mint }: Visit): Promise<Identity> {
  const { bearer, cached, vouched } = sources
  if (bearer !== undefined) return { verified: await verify(bearer), token: bearer }
  // A server may ask before the API has heard of it.
  if (sources.signedOutForMs !== undefined) throw new SessionError('signed-out', 'Everybody has signed out')
  if (passedOn === null) throw new SessionError('signed-out', 'Nobody is signed in')
  if (passedOn !== undefined) {
    const verified = await verify(passedOn).catch(() => undefined)
    if (verified) return { verified, token: passedOn }
  }
  if (cached !== undefined && vouched !== undefined) {
    const verified = await verify(cached).catch(() => undefined)
    if (verified && vouched.split('.')[0] === digestOf(verified)) return { verified, token: cached }
  }
  const { minted, renewed } = await mint('')
  return { verified: await verify(minted.token), token: minted.token, minted, renewed }
}
