import { isRefusal, isSessionError } from '../../errors.js'

export interface ChallengeOptions {
  /**
   * Solves a challenge and returns its token. Called once per protected request: tokens are single-use and short-lived.
   *
   * @see PROTOCOL.md §3.4
   */
  readonly getChallengeToken?: () => Promise<string | undefined>
}

/** The form field of a protected request. */
export interface ChallengeField {
  readonly challenge_token?: string | undefined
}

/** General codes, which the server also uses for a failed challenge. */
const general = ['rejected', 'forbidden', 'server-error', 'too-many-requests', 'bad-request-body', 'unconfirmed']

/** Sends a protected request with a token of its own, and retries it once with another if only the token can be the cause. */
export async function challenged<T>(
  { getChallengeToken }: ChallengeOptions,
  send: (field: ChallengeField) => Promise<T>,
): Promise<T> {
  if (!getChallengeToken) return send({})
  try {
    return await send({ challenge_token: await getChallengeToken() })
  } catch (error) {
    if (!mayBeChallenge(error)) throw error
    return send({ challenge_token: await getChallengeToken() })
  }
}

function mayBeChallenge(error: unknown): boolean {
  if (!isSessionError(error) || !general.includes(error.code)) return false
  const answer = error.status === undefined ? error.cause : error
  const isRefused = isRefusal(answer) && (answer.status === 400 || answer.status === 403)
  return isRefused || (isSessionError(answer) && answer.status === 500)
}
