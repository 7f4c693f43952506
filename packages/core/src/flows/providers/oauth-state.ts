import { textFromBase64Url } from '../../base64url.js'

/** The part of a provider's `state` parameter that a callback page needs. */
export interface OauthState {
  /** The server's callback it belongs to. */
  readonly kind: 'sign_in' | 'connect_social'
  /** The attempt of a sign-in, the user of a connection. */
  readonly subject: string
  /** The page that the user wanted. Untrusted: check it before you follow it. */
  readonly redirectUri: string | undefined
}

/**
 * Reads the state that a provider returned; undefined if it is malformed. The server checks its origin.
 *
 * @see PROTOCOL.md §3.3
 */
export function readOauthState(state: string): OauthState | undefined {
  const [kind, subject = '', ...rest] = decoded(state.split('.')[0] ?? '').split('|')
  // For both kinds the last three are the redirect URI, the start time and the frontend host.
  if (kind === 'sign_in' || kind === 'connect_social') return { kind, subject, redirectUri: rest.at(-3) || undefined }
  return undefined
}

function decoded(base64Url: string): string {
  try {
    return textFromBase64Url(base64Url)
  } catch {
    return ''
  }
}
