import { createDomains, createEnterpriseConnections } from '@wachter/core/tenancy'
import { type Contract, nth, type Scene } from '../contract.js'

const common = { from: '@wachter/core/tenancy', people: ['ada'], in: 'Acme' } as const
const input = {
  protocol: 'oidc',
  oidcClientId: 'acme',
  oidcClientSecret: 'secret',
  oidcIssuerUrl: 'https://idp.acme.example',
} as const

const addDomain = async ({ client, at }: Scene) => {
  const flow = createDomains(client)
  const state = await (await at(flow, 'manage', (step) => step.domains)).add({ domain: 'acme.example' })
  return { flow, state }
}
const domain = async (scene: Scene) => {
  const step = await scene.at((await addDomain(scene)).flow, 'manage', ({ domains }) => domains?.length)
  return { step, id: nth(step.domains).id }
}
const create = async ({ client, at }: Scene) => {
  const flow = createEnterpriseConnections(client)
  const state = await (await at(flow, 'manage', (step) => step.connections)).create(input)
  return { flow, state }
}
const connection = async (scene: Scene) => {
  const { flow } = await create(scene)
  const step = await scene.at(flow, 'manage', ({ connections }) => connections?.length)
  return { flow, step, id: nth(step.connections).id }
}

const path = '/organizations/{id}/enterprise-connections'
const of = (verb: 'remove' | 'test' | 'loadScimToken' | 'createScimToken', endpoint: string): Contract => ({
  ...common,
  endpoint,
  by: `createEnterpriseConnections → ${verb}`,
  async play(scene) {
    const { step, id } = await connection(scene)
    return step[verb](id)
  },
})

export const singleSignOn: readonly Contract[] = [
  {
    ...common,
    endpoint: 'GET /organizations/{id}/domains',
    by: 'createDomains',
    play: ({ client, at }) => at(createDomains(client), 'manage', ({ domains }) => domains),
  },
  {
    ...common,
    endpoint: 'POST /organizations/{id}/domains',
    by: 'createDomains → add',
    play: async (scene) => (await addDomain(scene)).state,
  },
  {
    ...common,
    endpoint: 'POST /organizations/{id}/domains/{domainId}/verify',
    by: 'createDomains → verify',
    async play(scene) {
      const { step, id } = await domain(scene)
      scene.world.setDnsRecord('acme.example', true)
      return step.verify(id)
    },
  },
  {
    ...common,
    endpoint: 'POST /organizations/{id}/domains/{domainId}/delete',
    by: 'createDomains → remove',
    async play(scene) {
      const { step, id } = await domain(scene)
      return step.remove(id)
    },
  },
  {
    ...common,
    endpoint: `GET ${path}`,
    by: 'createEnterpriseConnections',
    play: ({ client, at }) => at(createEnterpriseConnections(client), 'manage', ({ connections }) => connections),
  },
  {
    ...common,
    endpoint: `POST ${path}`,
    by: 'createEnterpriseConnections → create',
    play: async (scene) => (await create(scene)).state,
  },
  {
    ...common,
    endpoint: `POST ${path}/{connectionId}/update`,
    by: 'createEnterpriseConnections → update',
    async play(scene) {
      const { step, id } = await connection(scene)
      return step.update(id, { oidcClientId: 'acme-2' })
    },
  },
  of('remove', `POST ${path}/{connectionId}/delete`),
  {
    ...common,
    endpoint: `POST ${path}/test`,
    by: 'createEnterpriseConnections → test',
    play: async ({ client, at }) => (await at(createEnterpriseConnections(client), 'manage')).test(input),
  },
  of('test', `POST ${path}/{connectionId}/test`),
  of('loadScimToken', `GET ${path}/{connectionId}/scim/token`),
  of('createScimToken', `POST ${path}/{connectionId}/scim/token`),
  {
    ...common,
    endpoint: `POST ${path}/{connectionId}/scim/token/revoke`,
    by: 'createEnterpriseConnections → revokeScimToken',
    async play(scene) {
      const { flow, step, id } = await connection(scene)
      await step.createScimToken(id)
      await (await scene.at(flow, 'shown')).done()
      return (await scene.at(flow, 'manage')).revokeScimToken(id)
    },
  },
]
