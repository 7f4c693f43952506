import { deploymentOf } from '@wachter/core'
import { createInvitation, createWaitlist } from '@wachter/core/flows'
import { verifyToken } from '@wachter/core/verify'
import { until } from '../../stage.js'
import type { Contract } from '../contract.js'

export const deployment: readonly Contract[] = [
  {
    endpoint: 'GET /deployment',
    by: 'deploymentOf',
    from: '@wachter/core',
    play: ({ client }) => until(deploymentOf(client), ({ data, error }) => data !== undefined || error !== undefined),
  },
  {
    endpoint: 'GET /deployment/invitations/validate',
    by: 'createInvitation → check',
    from: '@wachter/core/flows',
    async play({ client, world, at }) {
      const { token } = world.inviteToDeployment({ email: 'mary@example.com' })
      const flow = createInvitation(client)
      const state = await (await at(flow, 'start')).check(token)
      await at(flow, 'valid')
      return state
    },
  },
  {
    endpoint: 'GET /.well-known/jwks.json',
    by: 'verifyToken',
    from: '@wachter/core/verify',
    people: ['ada'],
    play: async ({ client, emulator }) =>
      verifyToken(await client.getToken(), { publishableKey: emulator.publishableKey }),
  },
  {
    endpoint: 'POST /waitlist/join',
    by: 'createWaitlist → join',
    from: '@wachter/core/flows',
    prepare: ({ world }) => world.changeDeployment({ restrictions: { sign_up_mode: 'waitlist' } }),
    play: async ({ client, at }) => (await at(createWaitlist(client), 'start')).join({ email: 'mary@example.com' }),
  },
]
