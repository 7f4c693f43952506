import type { Client } from '../../client.js'
import { SessionError } from '../../errors.js'
import { object, text } from '../../wire/primitives.js'
import { type ChallengeOptions, challenged } from '../engine/challenge.js'
import { namedAs } from '../engine/refusals.js'
import { requireText } from '../engine/require-text.js'

/** What leads to a provider. */
interface Visit extends ChallengeOptions {
  readonly path: string
  readonly about: Readonly<Record<string, string>>
  /** Where the provider's answer is to lead in the end. */
  readonly redirectUri: string | undefined
}

/** Asks the server for the address of a provider to go to. */
export async function addressOfProvider(
  client: Client,
  { path, about, redirectUri, getChallengeToken }: Visit,
): Promise<string> {
  for (const [name, value] of Object.entries(about)) requireText(name, value)
  // The state a provider carries is cut there (PROTOCOL.md §3.3).
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
    .catch(namedAs(400, 'redirect-uri-rejected', 'The server does not lead there'))
    .catch(namedAs(404, 'connection-not-found', 'There is no such connection'))
  const target = oauth_url || sso_url
  if (!/^https?:\/\//i.test(target)) throw new SessionError('invalid-response', `${path} gave no address to go to`)
  return target
}

// Made when it is needed: a bundler keeps every call at the top of a file, whoever uses it.
const authorization = () => object({ oauth_url: text, sso_url: text })
