import { Hono } from 'hono'
import { badRequestBody, refuse } from '../../wire/refusal'
import { type AppEnv, answer } from '../serving/context'
import { readForm, requireQuery, requireText } from '../serving/form'
import type { AuthServer } from './server'
import { prepareSigninStep, verifySigninStep } from './signin-steps'
import { prepareSignupStep, verifySignupStep } from './signup-steps'

/** Sends and verifies the codes of an attempt's steps. */
export function verificationRoutes(server: AuthServer): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post('/prepare-verification', (c) => {
      const attemptId = requireQuery(c, 'attempt_identifier')
      const kind = requireKind(c.req.query('identifier_type'))
      if (!c.req.query('strategy')) {
        throw refuse(400, 'VERIFICATION_STRATEGY_REQUIRED', 'A verification strategy is required')
      }
      const prepare = kind === 'signin' ? prepareSigninStep : prepareSignupStep
      return answer(c, server, prepare(c, server, attemptId))
    })
    .post('/attempt-verification', async (c) => {
      const attemptId = requireQuery(c, 'attempt_identifier')
      const kind = requireKind(c.req.query('identifier_type'))
      const code = requireText(await readForm(c), 'verification_code')
      const verify = kind === 'signin' ? verifySigninStep : verifySignupStep
      return answer(c, server, verify(c, server, attemptId, code))
    })
}

function requireKind(kind: string | undefined): 'signin' | 'signup' {
  if (kind === 'signin' || kind === 'signup') return kind
  throw badRequestBody()
}
