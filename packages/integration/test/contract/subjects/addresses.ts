import { createEmailAddresses, createPhoneNumbers } from '@wachter/core/account'
import { anything, type Contract, codeOf, type Scene } from '../contract.js'

const common = { from: '@wachter/core/account', people: ['ada'] } as const
const read = { from: '@wachter/core', people: ['ada'], by: 'client.request' } as const
const email = 'ada@work.example'
const phone = { phoneNumber: '2079460199', phoneCountryCode: '+44' }

/** Both kinds, each with one more address than the account is known by. */
const kinds = [
  { path: '/me/email-addresses', name: 'createEmailAddresses', add: addEmail },
  { path: '/me/phone-numbers', name: 'createPhoneNumbers', add: addPhone },
] as const

async function addEmail({ client, at }: Scene) {
  const flow = createEmailAddresses(client)
  const state = await (await at(flow, 'manage')).add({ email })
  const step = await at(flow, 'manage', ({ addresses }) => addresses.length > 1)
  const id = step.addresses.find((one) => one.email === email)?.id ?? ''
  return { state, id, step, verifying: () => at(flow, 'verify'), managing: () => at(flow, 'manage') }
}

async function addPhone({ client, at }: Scene) {
  const flow = createPhoneNumbers(client)
  const state = await (await at(flow, 'manage')).add(phone)
  const step = await at(flow, 'manage', ({ addresses }) => addresses.length > 1)
  const id = step.addresses.find((one) => one.phoneNumber === phone.phoneNumber)?.id ?? ''
  return { state, id, step, verifying: () => at(flow, 'verify'), managing: () => at(flow, 'manage') }
}

export const addresses: readonly Contract[] = kinds.flatMap(({ path, name, add }): Contract[] => [
  {
    ...read,
    endpoint: `GET ${path}`,
    play: ({ client }) => client.request({ path: path.slice(1), schema: anything }),
  },
  {
    ...read,
    endpoint: `GET ${path}/{id}`,
    async play(scene) {
      const { id } = await add(scene)
      return scene.client.request({ path: `${path.slice(1)}/${id}`, schema: anything })
    },
  },
  { ...common, endpoint: `POST ${path}`, by: `${name} → add`, play: async (scene) => (await add(scene)).state },
  {
    ...common,
    endpoint: `POST ${path}/{id}/prepare-verification`,
    by: `${name} → verify`,
    async play(scene) {
      const { step, id } = await add(scene)
      return step.verify(id)
    },
  },
  {
    ...common,
    endpoint: `POST ${path}/{id}/attempt-verification`,
    by: `${name} → confirm`,
    async play(scene) {
      const { step, id, verifying } = await add(scene)
      await step.verify(id)
      return (await verifying()).confirm({ code: codeOf(scene) })
    },
  },
  {
    ...common,
    endpoint: `POST ${path}/{id}/make-primary`,
    by: `${name} → makePrimary`,
    async play(scene) {
      const { step, id, verifying, managing } = await add(scene)
      await step.verify(id)
      await (await verifying()).confirm({ code: codeOf(scene) })
      return (await managing()).makePrimary(id)
    },
  },
  {
    ...common,
    endpoint: `POST ${path}/{id}/delete`,
    by: `${name} → remove`,
    async play(scene) {
      const { step, id } = await add(scene)
      return step.remove(id)
    },
  },
])
