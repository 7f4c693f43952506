import { signInWithPassword } from '@wachter/core/flows'
import { seedPassword } from '@wachter/emulator'
import { expect } from 'vitest'
import { expectRefusal, shown, signIn } from '../stage.js'
import type { Scenario } from './scenario.js'

export const signInScenarios: readonly Scenario[] = [
  {
    name: 'a fresh browser is signed out and has one session on the server',
    async play({ open, world }) {
      const client = await open()
      expect(shown(client)).toEqual({ status: 'signed-out', accounts: [] })
      expect(client.$session.get()).toBeNull()
      expect(client.$view.get()).toEqual({ loading: false, session: null, error: undefined })
      expect(world.state().sessions).toHaveLength(1)
    },
  },
  {
    name: 'signing in by e-mail resolves when the session shows the account',
    async play({ open, world }) {
      const client = await open()
      const told: string[] = []
      client.on('signed-in', ({ signIn }) => told.push(`${signIn.user?.username} ${client.$user.get()?.username}`))
      await signInWithPassword(client, { email: 'ada@example.com', password: seedPassword })
      expect(shown(client)).toEqual({ status: 'signed-in', who: 'ada', accounts: ['ada'] })
      expect(client.$session.get()?.activeSignIn.user?.userEmailAddresses).toMatchObject([
        { email: 'ada@example.com', verified: true },
      ])
      expect(client.$signInAttempts.get()).toMatchObject([{ method: 'plain_email', completed: true }])
      expect(told).toEqual(['ada ada'])
      expect(world.state().sessions).toHaveLength(1)
    },
  },
  {
    name: 'signing in by username leads to the same account',
    async play({ open, world }) {
      const client = await open()
      await signInWithPassword(client, { username: 'grace', password: seedPassword })
      expect(shown(client)).toEqual({ status: 'signed-in', who: 'grace', accounts: ['grace'] })
      expect(client.$user.get()?.id).toBe(world.user('grace@example.com').id)
    },
  },
  {
    name: 'a wrong password and an unknown address are refused alike and nobody is signed in',
    async play({ open }) {
      const client = await open()
      await expectRefusal(
        client,
        () => signInWithPassword(client, { email: 'ada@example.com', password: 'wrong' }),
        'invalid-credentials',
      )
      await expectRefusal(
        client,
        () => signInWithPassword(client, { email: 'eve@example.com', password: seedPassword }),
        'invalid-credentials',
      )
      expect(shown(client)).toEqual({ status: 'signed-out', accounts: [] })
      expect(client.$state.get().error).toMatchObject({
        status: 401,
        retryable: false,
        errors: [{ code: 'INVALID_CREDENTIALS' }],
      })
    },
  },
  {
    name: 'after a wrong password the right one signs in and clears the error',
    async play({ open }) {
      const client = await open()
      await expect(signInWithPassword(client, { email: 'ada@example.com', password: 'wrong' })).rejects.toMatchObject({
        code: 'invalid-credentials',
      })
      await signIn(client, 'ada')
      expect(client.$state.get()).toMatchObject({ status: 'signed-in', error: undefined, pending: undefined })
    },
  },
  {
    name: 'a disabled account is refused',
    async play({ open, world }) {
      const client = await open()
      world.disableUser('linus')
      await expectRefusal(client, () => signIn(client, 'linus'), 'user-disabled')
    },
  },
  {
    name: 'a second account joins the first and is the active one',
    async play({ openAs }) {
      const client = await openAs('ada', 'grace')
      expect(shown(client)).toEqual({ status: 'signed-in', who: 'grace', accounts: ['grace', 'ada'] })
    },
  },
  {
    name: 'the same account twice is refused',
    async play({ openAs }) {
      const client = await openAs('ada')
      await expectRefusal(client, () => signIn(client, 'ada'), 'user-already-signed-in')
    },
  },
  {
    name: 'a sign-in that wants a second factor is incomplete and tells what is next',
    async play({ open, world }) {
      world.addUser({
        email: 'mary@example.com',
        password: seedPassword,
        authenticator: true,
        secondFactorPolicy: 'enforced',
      })
      const client = await open()
      const flow = signInWithPassword(client, { email: 'mary@example.com', password: seedPassword })
      await expect(flow).rejects.toMatchObject({
        code: 'incomplete',
        data: { kind: 'second-factor', methods: ['authenticator'] },
      })
      expect(shown(client)).toEqual({ status: 'signed-out', accounts: [] })
      expect(client.$signInAttempts.get()).toMatchObject([{ currentStep: 'verify_second_factor' }])
    },
  },
  {
    name: 'a page that is opened again is still signed in',
    async play({ openTwice, world }) {
      const { first, reopen } = await openTwice()
      await signIn(first, 'ada')
      first.stop()
      const second = await reopen()
      expect(shown(second)).toEqual({ status: 'signed-in', who: 'ada', accounts: ['ada'] })
      expect(world.state().sessions).toHaveLength(1)
    },
  },
  {
    name: 'two browsers never meet',
    async play({ openAs, world }) {
      const ada = await openAs('ada')
      const linus = await openAs('linus')
      await linus.signOut()
      await ada.refetch()
      expect(shown(ada)).toEqual({ status: 'signed-in', who: 'ada', accounts: ['ada'] })
      expect(shown(linus)).toEqual({ status: 'signed-out', accounts: [] })
      expect(world.state().sessions).toHaveLength(2)
    },
  },
]
