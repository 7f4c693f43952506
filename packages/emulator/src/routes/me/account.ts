import { Hono } from 'hono'
import { activate } from '../../world/access/sessions'
import { replaceUpload } from '../../world/deployment/uploads'
import { deleteUser } from '../../world/identity/users'
import { type AppEnv, answer, requireUser } from '../serving/context'
import { readForm } from '../serving/form'
import { requireImage } from '../serving/images'
import type { MeServer } from './server'

/** The active user's picture, and the end of their account. */
export function accountRoutes(server: MeServer): Hono<AppEnv> {
  const { data, address } = server
  return new Hono<AppEnv>()
    .post('/profile-picture', async (c) => {
      const user = requireUser(c, server)
      const image = await requireImage(await readForm(c), 'file')
      user.profilePictureUrl = replaceUpload(data, address, { ownerId: user.id, ...image })
      user.updatedAtMs = data.clock.now()
      return answer(c, server, null)
    })
    .post('/account/delete', (c) => {
      // The newest server ignores the password, which the vendor's own page always sends empty.
      deleteUser(data, requireUser(c, server).id)
      activate(data, c.get('session'), null)
      return answer(c, server, 'Account deleted')
    })
}
