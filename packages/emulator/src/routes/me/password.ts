import { Hono } from 'hono'
import { badRequestBody, refuse, refuseWithoutCode } from '../../wire/refusal'
import { canSignInWithoutPassword } from '../../world/identity/sign-in-methods'
import type { User } from '../../world/identity/users'
import { type AppEnv, answer, requireUser } from '../serving/context'
import { type Form, readForm, requireText } from '../serving/form'
import type { MeServer } from './server'

// Hard limits: the deployment's password policy is not checked here.
const shortest = 6
const longest = 125

/** Sets, changes and removes the active user's password. Their other sign-ins stay. */
export function passwordRoutes(server: MeServer): Hono<AppEnv> {
  const { data, switches } = server
  return new Hono<AppEnv>()
    .post('/update-password', async (c) => {
      const user = requireUser(c, server)
      const form = await readForm(c)
      const password = requireText(form, 'new_password')
      if (password.length < shortest || password.length > longest) throw badRequestBody()
      requireCurrentPassword(user, form)
      user.password = password
      user.updatedAtMs = data.clock.now()
      return answer(c, server, 'Password updated')
    })
    .post('/remove-password', async (c) => {
      const user = requireUser(c, server)
      const form = await readForm(c)
      // The protocol does not say what removing none answers.
      if (user.password === null) throw refuseWithoutCode(400, 'No password is set')
      requireCurrentPassword(user, form)
      if (!canSignInWithoutPassword(data, user)) {
        const message = 'Add another way to sign in first'
        // Most builds send the message alone.
        throw switches.nasty ? refuseWithoutCode(400, message) : refuse(400, 'NO_ALTERNATIVE_AUTH_METHOD', message)
      }
      user.password = null
      user.updatedAtMs = data.clock.now()
      return answer(c, server, 'Password removed')
    })
}

/** Clients send the field empty for a first password, and its content is ignored then. */
function requireCurrentPassword(user: User, form: Form): void {
  if (user.password === null || form.current_password === user.password) return
  throw refuseWithoutCode(400, 'Current password is incorrect')
}
