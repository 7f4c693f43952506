import { Hono } from 'hono'
import { challengeSubject, issueToken, redeemCode } from '../../world/access/codes'
import type { AppEnv } from '../serving/context'
import { parseJson } from '../serving/json'
import type { DeploymentServer } from './server'

const puzzleSubject = 'puzzle'
const puzzle = { c: 1, s: 8, d: 1 }
const lifetimeMs = 5 * 60_000

/** The captcha server behind the API: raw JSON without an envelope. It accepts any solution of the right length. */
export function captchaRoutes({ data }: DeploymentServer): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post('/challenge', (c) => {
      const token = issueToken(data, { subject: puzzleSubject, lifetimeMs })
      return c.json({ challenge: puzzle, token, expires: data.clock.now() + lifetimeMs })
    })
    .post('/redeem', async (c) => {
      const { token, solutions } = fieldsOf(await c.req.text())
      const isSolved = Array.isArray(solutions) && solutions.length === puzzle.c
      if (typeof token !== 'string' || !isSolved || !redeemCode(data, puzzleSubject, token)) {
        return c.json({ success: false, message: 'Invalid challenge' }, 400)
      }
      const solved = issueToken(data, { subject: challengeSubject, lifetimeMs })
      return c.json({ success: true, token: solved, expires: data.clock.now() + lifetimeMs })
    })
}

/** The fields of a JSON object, with any content type; an empty object for other text. */
function fieldsOf(text: string): { token?: unknown; solutions?: unknown } {
  try {
    const json = parseJson(text)
    return typeof json === 'object' && json !== null ? json : {}
  } catch {
    return {}
  }
}
