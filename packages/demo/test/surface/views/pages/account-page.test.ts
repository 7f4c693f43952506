import {
  createAccountDeletion,
  createAccountSignIns,
  createAuthenticator,
  createBackupCodes,
  createEmailAddresses,
  createPassword,
  createProfile,
} from '@wachter/core/account'
import { seedPassword } from '@wachter/emulator'
import { expect, test } from 'vitest'
import { accountPage } from '../../../../src/surface/views/pages/account-page.ts'
import { listenTo, pageOf, signedIn } from './open-page.ts'

/** The account page of Ada. */
async function setUp() {
  const { client, world } = await signedIn('ada')
  const flows = {
    profile: createProfile(client),
    emails: createEmailAddresses(client),
    password: createPassword(client),
    authenticator: createAuthenticator(client),
    backupCodes: createBackupCodes(client),
    signIns: createAccountSignIns(client),
    deletion: createAccountDeletion(client),
  }
  listenTo(flows)
  const page = pageOf(() =>
    accountPage({
      profile: flows.profile.$state.get(),
      emails: flows.emails.$state.get(),
      password: flows.password.$state.get(),
      authenticator: flows.authenticator.$state.get(),
      backupCodes: flows.backupCodes.$state.get(),
      signIns: flows.signIns.$state.get(),
      deletion: flows.deletion.$state.get(),
    }),
  )
  return { page, world, client }
}

test('the names are those of the profile, and can be changed', async () => {
  const { page, client } = await setUp()
  expect(page.section('profile').forms[0]?.fields.map(({ value }) => value)).toEqual(['Ada', 'Lovelace'])
  await page.submit('profile', 'save-profile', { firstName: 'Augusta', lastName: 'Lovelace' })
  expect(client.$user.get()?.firstName).toBe('Augusta')
})

test('an added address is verified by its code', async () => {
  const { page, world } = await setUp()
  await page.submit('emails', 'add-email', { email: 'ada@lovelace.example' })
  expect(await page.row('emails', 'ada@lovelace.example')).toMatchObject({ detail: 'Not verified' })
  await page.press('emails', 'ada@lovelace.example', 'Verify')
  await page.submit('emails', 'verify-email', { code: '000000' })
  expect(page.section('emails').problem?.code).toBe('code-rejected')
  const sent = world.outbox().findLast((message) => message.to === 'ada@lovelace.example')
  await page.submit('emails', 'verify-email', { code: sent?.kind === 'code' ? sent.code : '' })
  expect(await page.row('emails', 'ada@lovelace.example')).toMatchObject({ detail: 'Verified' })
})

test('a wrong current password is said', async () => {
  const { page } = await setUp()
  const typed = { currentPassword: 'wrong', newPassword: 'a-better-battery' }
  await page.submit('password', 'change-password', typed)
  expect(page.section('password').problem?.code).toBe('password-incorrect')
  await page.submit('password', 'change-password', { ...typed, currentPassword: seedPassword })
  expect(page.section('password').problem).toBeUndefined()
})

test('an app is linked by a key, and may be cancelled', async () => {
  const { page } = await setUp()
  await page.submit('authenticator', 'link-app')
  expect(page.section('authenticator').lead).toMatch(/[A-Z2-7]{16,}$/)
  page
    .section('authenticator')
    .forms[0]?.buttons.find(({ label }) => label === 'Cancel')
    ?.press({})
  expect(page.section('authenticator').lead).toBe('No app is linked.')
})

test('the current device cannot be signed out in the list', async () => {
  const { page } = await setUp()
  await expect.poll(() => page.titles('devices').length).toBe(1)
  expect(page.section('devices').rows[0]).toMatchObject({ detail: expect.stringMatching(/^This one/), buttons: [] })
})
