import { Hono } from 'hono'
import { flag, text, texts } from '../../reading/kinds'
import { newUser } from '../../reading/seed'
import type { PlaceControls } from '../../world/controls/places'
import type { UserControls } from '../../world/controls/users'
import type { AppEnv } from '../serving/context'
import { readFields } from './body'

// One flag: its name differs between server builds, and between organizations and workspaces.
const mfaNames = { enforceMfa: flag, enforce_mfa: flag, enforce_mfa_setup: flag, enforce_2fa: flag }

/** The part of the control API about users, memberships, roles, entry rules and domains. */
export function placeControls(world: UserControls & PlaceControls): Hono<AppEnv> {
  const done = { ok: true }
  return new Hono<AppEnv>()
    .post('/users', async (c) => c.json({ id: world.addUser(await readFields(c, {}, newUser)).id }))
    .post('/memberships', async (c) => {
      const { user, roles, ...place } = await readFields(c, { user: text, roles: texts }, placeNames)
      return c.json({ id: world.addMembership(user, placeOf(place), roles).id })
    })
    .delete('/memberships/:id', (c) => {
      world.removeMembership(c.req.param('id'))
      return c.json(done)
    })
    .post('/memberships/:id/roles', async (c) => {
      const { roles } = await readFields(c, { roles: texts })
      world.setMembershipRoles(c.req.param('id'), roles)
      return c.json(done)
    })
    .post('/entry-rules', async (c) => {
      const optional = { ...placeNames, ...mfaNames, whitelistedIps: texts }
      const { organization, workspace, whitelistedIps, ...names } = await readFields(c, {}, optional)
      const [enforceMfa] = Object.values(names)
      world.setEntryRules(placeOf({ organization, workspace }), {
        ...(enforceMfa !== undefined && { enforceMfa }),
        ...(whitelistedIps && { whitelistedIps }),
      })
      return c.json(done)
    })
    .post('/domains/:which/dns-record', async (c) => {
      const { present } = await readFields(c, { present: flag })
      world.setDnsRecord(c.req.param('which'), present)
      return c.json(done)
    })
}

const placeNames = { organization: text, workspace: text }

function placeOf(named: { organization?: string | undefined; workspace?: string | undefined }) {
  if (named.organization !== undefined) return { organization: named.organization }
  if (named.workspace !== undefined) return { workspace: named.workspace }
  throw new TypeError('Name an "organization" or a "workspace"')
}
