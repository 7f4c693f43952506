import { textFromBase64Url } from '../../base64url.js'

/** What a provider carries from the start of a flow to its end, as far as a callback page needs it. */
export interface OauthState {
  /** Which of the server's callbacks it belongs to. */
  readonly kind: 'sign_in' | 'connect_social'
  /** The attempt of a sign-in, the user of a connection. */
  readonly subject: string
  /** Where the visitor wanted to go; whoever follows it checks it first. */
  readonly redirectUri: string | undefined
}

/**
 * Reads the state a provider handed back; undefined when it is none. Who made it is for the server to check.
 *
 * @see PROTOCOL.md §3.3
 */
export function readOauthState(state: string): OauthState | undefined {
  const [kind, subject = '', ...rest] = decoded(state.split('.')[0] ?? '').split('|')
  // Of both kinds the last three are where to go, when it began and the frontend host.
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
