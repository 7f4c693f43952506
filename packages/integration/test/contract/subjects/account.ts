import {
  createAccountDeletion,
  createAccountSignIns,
  createAuthenticator,
  createBackupCodes,
  createPassword,
  createProfile,
  createSocialConnections,
} from '@wachter/core/account'
import { createProviderSignIn } from '@wachter/core/flows'
import { seedPassword, totpCode } from '@wachter/emulator'
import { comeBackFromProvider } from '@wachter/testing/provider-visit'
import { until } from '../../stage.js'
import { anything, type Contract, nth, type Scene } from '../contract.js'

const common = { from: '@wachter/core/account', people: ['ada'] } as const
const read = { from: '@wachter/core', people: ['ada'], by: 'client.request' } as const

const connect = async ({ client, at, emulator }: Scene) => {
  const flow = createSocialConnections(client, { navigate: false })
  await (await at(flow, 'manage')).connect('github_oauth')
  const { url, restart } = await at(flow, 'redirecting')
  const { href } = await comeBackFromProvider(emulator, url, { email: 'ada@elsewhere.example' })
  const state = await createProviderSignIn(client).handleCallback(href)
  restart()
  return { flow, state }
}

const scan = async ({ client, at }: Scene) => {
  const flow = createAuthenticator(client)
  const state = await (await at(flow, 'manage')).begin()
  return { flow, state }
}

export const account: readonly Contract[] = [
  { ...read, endpoint: 'GET /me', play: ({ client }) => client.request({ path: 'me', schema: anything }) },
  {
    ...common,
    endpoint: 'POST /me',
    by: 'createProfile → update',
    play: async ({ client, at }) => (await at(createProfile(client), 'edit')).update({ firstName: 'Augusta' }),
  },
  {
    ...common,
    endpoint: 'POST /me/profile-picture',
    by: 'createProfile → setPicture',
    play: async ({ client, at }) =>
      (await at(createProfile(client), 'edit')).setPicture(new Blob(['picture'], { type: 'image/png' })),
  },
  {
    ...common,
    endpoint: 'POST /me/authenticator',
    by: 'createAuthenticator → begin',
    play: async (scene) => (await scan(scene)).state,
  },
  {
    ...common,
    endpoint: 'POST /me/authenticator/attempt-verification',
    by: 'createAuthenticator → confirm',
    async play(scene) {
      const { flow } = await scan(scene)
      const { secret, next } = await scene.at(flow, 'scan')
      const nowMs = scene.world.clock.now()
      await next({ code: totpCode(secret, nowMs - 30_000) })
      return (await scene.at(flow, 'confirm')).confirm({ code: totpCode(secret, nowMs) })
    },
  },
  {
    ...common,
    endpoint: 'POST /me/authenticator/{id}/delete',
    by: 'createAuthenticator → remove',
    prepare: ({ world }) => world.setAuthenticator('ada', true),
    play: async ({ client, at }) => (await at(createAuthenticator(client), 'manage')).remove(),
  },
  {
    ...common,
    endpoint: 'POST /me/backup-codes',
    by: 'createBackupCodes → generate',
    play: async ({ client, at }) => (await at(createBackupCodes(client), 'manage')).generate(),
  },
  {
    ...common,
    endpoint: 'POST /me/backup-codes/regenerate',
    by: 'createBackupCodes → regenerate',
    play: async ({ client, at }) => (await at(createBackupCodes(client), 'manage')).regenerate(),
  },
  {
    ...common,
    endpoint: 'GET /me/signins',
    by: 'createAccountSignIns',
    play: ({ client, at }) => at(createAccountSignIns(client), 'manage', ({ signIns }) => signIns),
  },
  {
    ...common,
    endpoint: 'POST /me/signins/{id}/signout',
    by: 'createAccountSignIns → revoke',
    async play({ client, at, openAs }) {
      await openAs('ada')
      const { signIns, revoke } = await at(createAccountSignIns(client), 'manage', (step) => step.signIns?.length === 2)
      return revoke(nth(signIns?.filter(({ isCurrent }) => !isCurrent)).id)
    },
  },
  {
    ...common,
    endpoint: 'POST /me/update-password',
    by: 'createPassword → change',
    play: async ({ client, at }) =>
      (await at(createPassword(client), 'has')).change({
        currentPassword: seedPassword,
        newPassword: 'another-horse-battery',
      }),
  },
  {
    ...common,
    endpoint: 'POST /me/remove-password',
    by: 'createPassword → remove',
    prepare: ({ world }) => world.changeDeployment({ auth_settings: { first_factor: 'email_otp' } }),
    play: async ({ client, at }) => (await at(createPassword(client), 'has')).remove({ currentPassword: seedPassword }),
  },
  {
    ...common,
    endpoint: 'POST /me/account/delete',
    by: 'createAccountDeletion → delete',
    play: async ({ client, at }) => (await at(createAccountDeletion(client), 'confirm')).delete(),
  },
  {
    ...common,
    endpoint: 'POST /me/init-sso-connection',
    by: 'createSocialConnections → connect',
    play: async ({ client, at }) =>
      (await at(createSocialConnections(client, { navigate: false }), 'manage')).connect('github_oauth'),
  },
  {
    ...common,
    endpoint: 'POST /me/sso-connection-callback',
    by: 'createProviderSignIn → handleCallback',
    from: '@wachter/core/flows',
    play: async (scene) => (await connect(scene)).state,
  },
  {
    ...common,
    endpoint: 'POST /me/social-connections/{id}/disconnect',
    by: 'createSocialConnections → disconnect',
    async play(scene) {
      const { flow } = await connect(scene)
      const { connections, disconnect } = await scene.at(flow, 'manage', (step) => step.connections.length)
      return disconnect(nth(connections).id)
    },
  },
  {
    ...read,
    endpoint: 'GET /me/organization-memberships',
    by: 'client.$organizationMemberships',
    play: ({ client }) => until(client.$organizationMemberships, ({ data, error }) => Boolean(data ?? error)),
  },
  {
    ...read,
    endpoint: 'GET /me/workspace-memberships',
    by: 'client.$workspaceMemberships',
    play: ({ client }) => until(client.$workspaceMemberships, ({ data, error }) => Boolean(data ?? error)),
  },
]
