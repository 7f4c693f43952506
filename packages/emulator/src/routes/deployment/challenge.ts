import type { MiddlewareHandler } from 'hono'
import { Refusal, refuse, refuseGenerically } from '../../wire/refusal'
import { challengeSubject, redeemCode } from '../../world/access/codes'
import type { AppContext, AppEnv } from '../serving/context'
import { type Form, optionalText, readForm } from '../serving/form'
import type { DeploymentServer } from './server'

const protectedPaths = new Set([
  '/auth/signin',
  '/auth/signup',
  '/auth/identify',
  '/auth/prepare-verification',
  '/auth/oauth2/init',
  '/auth/passkey/login/begin',
  '/auth/sso/login',
])

/** Refuses requests to protected routes without a solved challenge. Each token is valid once. */
export function challenge(server: DeploymentServer): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const { challenge: mode } = server.switches
    if (mode === 'off' || c.req.method !== 'POST' || !protectedPaths.has(c.req.path)) return next()
    const token = (await tokenOf(c)) || c.req.query('challenge_token') || ''
    if (!redeemCode(server.data, challengeSubject, token)) throw failed(mode)
    return next()
  }
}

async function tokenOf(c: AppContext): Promise<string> {
  const form: Form = await readForm(c).catch((error: unknown) => {
    // The route refuses an unreadable body.
    if (error instanceof Refusal) return {}
    throw error
  })
  return optionalText(form, 'challenge_token')
}

/** The answer to a failed challenge differs between server builds. */
function failed(mode: '403' | '400' | '500'): Refusal {
  if (mode === '403') return refuse(403, 'TOO_MANY_REQUESTS', 'Challenge verification failed')
  if (mode === '400') return refuse(400, 'BAD_REQUEST_BODY', 'Challenge verification failed')
  return refuseGenerically(500)
}
