import { credentialsOf, type Person, people } from '../world/server.js'
import type { Stage } from './stage.js'
import type { Step } from './steps.js'

/** Changes something at the server without our clients. False when the step is of another kind. */
export async function performOutside(step: Step, { server, times, witness }: Stage): Promise<boolean> {
  const { world } = server.emulator
  const userId = (who: Person) => world.user(who).id
  const signInOf = (who: Person) => server.signIns().find((one) => one.userId === userId(who))

  switch (step.do) {
    case 'revoke':
    case 'expire': {
      const row = signInOf(step.who)
      if (!row) return true
      witness.changedElsewhere()
      witness.endsElsewhere([row.id])
      if (step.do === 'revoke') world.revokeSignIn(row.id)
      else world.setSignInExpiry(row.id, times.server() + step.inMs)
      return true
    }
    case 'grant':
    case 'expel': {
      const place = world.organization(step.name ?? 'Acme').id
      const row = server
        .rows()
        .organizationMemberships.find((one) => one.userId === userId(step.who) && one.organizationId === place)
      if (!row) return true
      if (step.do === 'expel') world.removeMembership(row.id)
      else world.setMembershipRoles(row.id, [step.role])
      witness.membershipsChanged()
      return true
    }
    case 'notify': {
      const isPerson = people.some((person) => person === step.to)
      world.sendNotification({ title: 'News', ...(isPerson ? { user: step.to } : { organization: step.to }) })
      witness.placesChanged()
      return true
    }
    case 'hosted-sign-in':
      witness.changedElsewhere()
      await server.direct('auth/signin', credentialsOf(step.who))
      return true
    case 'hosted-switch': {
      const row = signInOf(step.who)
      if (!row) return true
      witness.changedElsewhere()
      await server.direct(`session/switch-sign-in?sign_in_id=${row.id}`, {})
      return true
    }
    case 'hosted-enter': {
      witness.changedElsewhere()
      const id = step.name ? world.organization(step.name).id : ''
      await server.direct(`session/switch-organization?organization_id=${id}`, {})
      return true
    }
    case 'hosted-sign-out': {
      const row = step.who && signInOf(step.who)
      if (step.who && !row) return true
      witness.changedElsewhere()
      witness.endsElsewhere(row ? [row.id] : server.signIns().map(({ id }) => id))
      await server.direct(`session/sign-out${row ? `?sign_in_id=${row.id}` : ''}`, {})
      return true
    }
    default:
      return false
  }
}
