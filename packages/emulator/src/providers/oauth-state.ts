import type { StateSigner } from './state-signer'

/** The data in the `state` parameter, from the start of a provider flow to its callback. */
export type OauthState = SigninState | ConnectState | EnterpriseState

interface SigninState {
  kind: 'sign_in'
  attemptId: string
  /** The URL to redirect to afterwards; empty when the caller gave none. */
  redirectUri: string
  /** Seconds since the epoch. */
  startedAt: number
  frontendHost: string
}

interface ConnectState {
  kind: 'connect_social'
  userId: string
  sessionId: string
  provider: string
  redirectUri: string
  startedAt: number
  frontendHost: string
}

/** The state of an enterprise provider. */
export interface EnterpriseState {
  kind: 'enterprise_sso'
  attemptId: string
  sessionId: string
  redirectUri: string
  startedAt: number
  frontendHost: string
}

// `|` separates the fields on the wire, so no field may contain one.

export function sealOauthState(signer: StateSigner, state: OauthState): Promise<string> {
  return signer.seal(
    [state.kind, ...subjectOf(state), state.redirectUri, state.startedAt, state.frontendHost].join('|'),
  )
}

/** Undefined when the state was not signed here or has another format version. */
export async function openOauthState(signer: StateSigner, state: string): Promise<OauthState | undefined> {
  const [kind, ...fields] = (await signer.open(state))?.split('|') ?? []
  const [frontendHost = '', startedAt, redirectUri = ''] = fields.slice(-3).reverse()
  const rest = { redirectUri, startedAt: Number(startedAt), frontendHost }
  const [first = '', sessionId = '', provider = ''] = fields
  if (kind === 'sign_in') return { kind, attemptId: first, ...rest }
  if (kind === 'enterprise_sso') return { kind, attemptId: first, sessionId, ...rest }
  if (kind === 'connect_social') return { kind, userId: first, sessionId, provider, ...rest }
  return undefined
}

/** The frontend host the relay redirects to. */
export async function relayTarget(signer: StateSigner, state: string): Promise<string | undefined> {
  return (await signer.openAtRelay(state))?.split('|').at(-1)
}

function subjectOf(state: OauthState): string[] {
  if (state.kind === 'sign_in') return [state.attemptId]
  if (state.kind === 'enterprise_sso') return [state.attemptId, state.sessionId]
  return [state.userId, state.sessionId, state.provider]
}
