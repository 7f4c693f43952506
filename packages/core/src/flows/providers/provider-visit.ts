import type { Client } from '../../client.js'
import { SessionError } from '../../errors.js'
import { object, text } from '../../wire/primitives.js'
import { namedAs } from '../engine/refusals.js'
import { type ChallengeOptions, challenged } from '../inputs/challenge.js'
import { requireText } from '../inputs/require-text.js'

/** A request for the URL of a provider. */
interface Visit extends ChallengeOptions {
  readonly path: string
  readonly about: Readonly<Record<string, string>>
  /** Where to return to in the end. */
  readonly redirectUri: string | undefined
}

/** Requests the URL of a provider from the server. */
export async function addressOfProvider(
  client: Client,
  { path, about, redirectUri, getChallengeToken }: Visit,
): Promise<string> {
  for (const [name, value] of Object.entries(about)) requireText(name, value)
  // The server splits the state at `|` (PROTOCOL.md §3.3).
  if (redirectUri?.includes('|')) throw new SessionError('invalid-argument', 'redirectUri must not contain |')
  const { oauth_url, sso_url } = await challenged({ ...(getChallengeToken && { getChallengeToken }) }, (challenge) =>
    client.request({
      method: 'post',
      path,
      query: { ...about, redirect_uri: redirectUri },
      form: { ...challenge },
      schema: authorization(),
    }),
  )
    .catch(namedAs(400, 'redirect-uri-rejected', 'The server does not allow this redirectUri'))
    .catch(namedAs(404, 'connection-not-found', 'This connection does not exist'))
  const target = oauth_url || sso_url
  if (!/^https?:\/\//i.test(target)) throw new SessionError('invalid-response', `${path} returned no URL`)
  return target
}

// Created on demand: bundlers keep every call at the top level of a file, even if it is not used.
const authorization = () => object({ oauth_url: text, sso_url: text })
