import { Hono } from 'hono'
import { refuse, refuseWithoutCode } from '../../wire/refusal'
import { timeToWire } from '../../wire/time'
import { emailRefusal } from '../../world/access/restrictions'
import { isOnWaitlist, joinWaitlist, type WaitlistEntry } from '../../world/access/waitlist'
import { findUserByEmail } from '../../world/identity/users'
import { type AppEnv, answer } from '../serving/context'
import { optionalText, readForm, requireText } from '../serving/form'
import type { DeploymentServer } from './server'

export function waitlistRoutes(server: DeploymentServer): Hono<AppEnv> {
  const { data } = server
  return new Hono<AppEnv>().post('/join', async (c) => {
    if (data.deployment.restrictions.sign_up_mode !== 'waitlist') throw refuseWithoutCode(400, 'There is no waitlist')
    const form = await readForm(c)
    const email = requireText(form, 'email').trim()
    const refusal = emailRefusal(data, email)
    if (refusal) throw refuse(400, refusal.code, refusal.message)
    if (findUserByEmail(data, email) || isOnWaitlist(data, email)) {
      throw refuse(400, 'EMAIL_EXISTS', 'Email address already exists')
    }
    const names = { firstName: optionalText(form, 'first_name'), lastName: optionalText(form, 'last_name') }
    const entry = joinWaitlist(data, { email, ...names })
    return answer(c, server, { message: 'You are on the waitlist', entry: entryToWire(entry, data.deployment.id) })
  })
}

function entryToWire(entry: WaitlistEntry, deploymentId: string) {
  return {
    id: entry.id,
    created_at: timeToWire(entry.createdAtMs),
    updated_at: timeToWire(entry.createdAtMs),
    deployment_id: deploymentId,
    email_address: entry.email,
    first_name: entry.firstName,
    last_name: entry.lastName,
  }
}
