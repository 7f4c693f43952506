import { signInOf } from '../../stage.js'
import type { Contract } from '../contract.js'

const from = '@wachter/core'

export const session: readonly Contract[] = [
  { endpoint: 'GET /session', by: 'client.refetch', from, play: ({ client }) => client.refetch() },
  {
    endpoint: 'GET /session/token',
    by: 'client.getToken',
    from,
    people: ['ada'],
    play: ({ client }) => client.getToken({ forceRefresh: true }),
  },
  {
    endpoint: 'POST /session/switch-sign-in',
    by: 'client.switchSignIn',
    from,
    people: ['ada', 'linus'],
    play: ({ client }) => client.switchSignIn(signInOf(client, 'ada')),
  },
  {
    endpoint: 'POST /session/sign-out',
    by: 'client.signOut',
    from,
    people: ['ada'],
    play: ({ client }) => client.signOut(),
  },
  {
    endpoint: 'POST /session/switch-organization',
    by: 'client.switchOrganization',
    from,
    people: ['ada'],
    play: ({ client, id }) => client.switchOrganization(id('Acme')),
  },
  {
    endpoint: 'POST /session/switch-workspace',
    by: 'client.switchWorkspace',
    from,
    people: ['ada'],
    play: ({ client, id }) => client.switchWorkspace(id('Engineering')),
  },
  {
    endpoint: 'GET /session/ticket/exchange',
    by: 'client.exchangeTicket',
    from,
    play: ({ client, world }) => client.exchangeTicket(world.mintTicket({ type: 'impersonation', user: 'linus' })),
  },
]
