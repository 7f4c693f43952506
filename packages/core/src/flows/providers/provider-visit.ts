import type { Client } from '../../client.js'
import { SessionError } from '../../errors.js'
import { forgetContext } from '../../model/context-digest.js'
import { object, text } from '../../wire/primitives.js'
import type { Binding } from '../engine/accounts.js'
import { inTurn } from '../engine/in-turn.js'
import { namedAs } from '../engine/refusals.js'
import type { Navigate } from '../hosted-pages/hosted-pages.js'
import { type ChallengeOptions, challenged } from '../inputs/challenge.js'
import { requireText } from '../inputs/require-text.js'

/** Who leaves the page for a provider. */
export interface NavigateOptions {
  /** Navigates to the provider. `false`: the app opens `step.url` itself. Default: `location.assign`. */
  readonly navigate?: Navigate | false
}

/** The page is about to navigate to a provider, or the app opens the URL itself. */
export interface Departure {
  readonly url: () => string | undefined
  readonly goTo: (url: string) => void
  /** Stays on the page. */
  readonly forget: () => void
}

/** @param onReturn called when the user comes back with the back button, and can use the page again */
export function createDeparture(
  client: Client,
  { navigate = leavePage }: NavigateOptions,
  onReturn: () => void,
): Departure {
  let url: string | undefined
  let unlisten: (() => void) | undefined
  return {
    url: () => url,
    goTo(target) {
      if (navigate) {
        forgetContext(client)
        navigate(target, { replace: false })
        unlisten ??= client.ports.page.listen((signal) => {
          if (signal === 'resume') onReturn()
        })
      }
      url = target
    },
    forget() {
      url = undefined
      unlisten?.()
      unlisten = undefined
    },
  }
}

const leavePage: Navigate = (url) => globalThis.location?.assign(url)

/** A request for the URL of a provider. */
interface Visit extends ChallengeOptions {
  readonly path: string
  readonly about: Readonly<Record<string, string>>
  /** Where to return to in the end. */
  readonly redirectUri: string | undefined
}

/** Requests the URL of a provider from the server, with a request of the client. */
export async function addressOfProvider(
  request: Client['request'],
  { path, about, redirectUri, getChallengeToken }: Visit,
): Promise<string> {
  for (const [name, value] of Object.entries(about)) requireText(name, value)
  // The server splits the state at `|` (PROTOCOL.md §3.3).
  if (redirectUri?.includes('|')) throw new SessionError('invalid-argument', 'redirectUri must not contain |')
  const { oauth_url, sso_url } = await challenged({ ...(getChallengeToken && { getChallengeToken }) }, (challenge) =>
    request({
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

/** Requests the URL of a provider whose account is to be connected with the account that an action is for. */
export const addressToConnect = (
  client: Client,
  { check }: Binding,
  provider: string,
  redirectUri: string | undefined,
): Promise<string> =>
  addressOfProvider(inTurn(client, check), { path: 'me/init-sso-connection', about: { provider }, redirectUri })

// Created on demand: bundlers keep every call at the top level of a file, even if it is not used.
const authorization = () => object({ oauth_url: text, sso_url: text })
