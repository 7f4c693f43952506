import { expect } from 'vitest'
import { signIn } from '../stage.js'
import type { Scenario } from './scenario.js'

export const membershipScenarios: readonly Scenario[] = [
  {
    name: 'memberships are loaded when listened to and gone when the context changes',
    async play({ openAs, id, world }) {
      const client = await openAs('linus')
      world.requests.clear()
      expect(client.$organizationMemberships.get()).toEqual({ loading: false, data: undefined, error: undefined })
      expect(world.requests.all()).toEqual([])

      const seen: (readonly string[] | undefined)[] = []
      const stop = client.$organizationMemberships.listen(({ data }) => {
        seen.push(
          data?.map(
            ({ organization, eligibilityRestriction }) => `${organization.name} ${eligibilityRestriction?.type}`,
          ),
        )
      })
      await untilLoaded(client.$organizationMemberships)
      expect(seen.at(-1)).toEqual(['Globex mfa_required', 'Acme none'])

      await client.switchOrganization(id('Acme'))
      await untilLoaded(client.$organizationMemberships)
      expect(seen.at(-1)).toEqual(['Globex mfa_required', 'Acme none'])
      expect(seen).toContain(undefined)

      await signIn(client, 'grace')
      await untilLoaded(client.$organizationMemberships)
      expect(seen.at(-1)).toEqual(['Globex none', 'Acme none'])

      await client.signOut()
      expect(client.$organizationMemberships.get()).toEqual({ loading: false, data: undefined, error: undefined })
      stop()
    },
  },
  {
    name: 'workspace memberships say which organization they belong to',
    async play({ openAs }) {
      const client = await openAs('grace')
      const stop = client.$workspaceMemberships.listen(() => {})
      await untilLoaded(client.$workspaceMemberships)
      expect(
        client.$workspaceMemberships
          .get()
          .data?.map(({ workspace, organization, roles }) => [
            organization?.name,
            workspace.name,
            roles.map(({ name }) => name),
          ]),
      ).toEqual([
        ['Globex', 'Research', ['Member']],
        ['Acme', 'Engineering', ['Member', 'Analyst']],
      ])
      stop()
    },
  },
]

interface Loadable {
  get(): { readonly data: unknown }
  listen(listener: (value: { readonly data: unknown }) => void): () => void
}

/** The store has to be listened to already. */
function untilLoaded($resource: Loadable): Promise<void> {
  if ($resource.get().data) return Promise.resolve()
  return new Promise((resolve) => {
    const stop = $resource.listen(({ data }) => {
      if (!data) return
      stop()
      resolve()
    })
  })
}
