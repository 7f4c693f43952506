import { deploymentOf } from '@wachter/core'
import { fakePage } from '@wachter/testing/fake-page'
import { expect } from 'vitest'
import { shown, signIn, signInOf, until } from '../stage.js'
import type { Scenario } from './scenario.js'

export const clientScenarios: readonly Scenario[] = [
  {
    name: 'the deployment is loaded when listened to, with the overwrites of this client over it',
    async play({ open, world, emulator }) {
      const overwritten = await open({ uiOverwrites: { appName: 'Ours', supportPageUrl: 'https://help.example.com' } })
      const plain = await open()
      world.requests.clear()
      expect(deploymentOf(overwritten).get().data).toBeUndefined()
      expect(world.requests.all()).toEqual([])

      const [{ data: ours }, { data: theirs }] = await Promise.all([
        until(deploymentOf(overwritten), ({ data }) => data !== undefined),
        until(deploymentOf(plain), ({ data }) => data !== undefined),
      ])
      expect(ours).toMatchObject({ mode: plain.mode, uiSettings: { supportPageUrl: 'https://help.example.com' } })
      expect(ours?.uiSettings?.appName).toBe('Ours')
      expect(theirs?.uiSettings?.appName).toBe('Wachter Emulator')
      expect({ ...ours, uiSettings: undefined }).toEqual({ ...theirs, uiSettings: undefined })
      expect(ours?.uiSettings?.signInPageUrl).toBe(theirs?.uiSettings?.signInPageUrl)
      expect(ours?.authSettings).toMatchObject({ firstFactor: 'email_password', sessionTokenLifetime: 1_800 })
      // Ours is where requests go; the server's own idea of it is never used (PROTOCOL.md §1.1).
      expect(overwritten.baseUrl).toBe(emulator.baseUrl)
    },
  },
  {
    name: 'the deployment outlives a change of account',
    async play({ openAs, world }) {
      const client = await openAs('ada')
      const stop = deploymentOf(client).listen(() => {})
      const before = await until(deploymentOf(client), ({ data }) => data !== undefined)
      world.requests.clear()
      await client.signOut()
      expect(deploymentOf(client).get()).toBe(before)
      expect(world.requests.all().filter(({ path }) => path === '/deployment')).toEqual([])
      stop()
    },
  },
  {
    name: 'a client that starts from what a server knew shows it before any request',
    async play({ openAs, open, id, world }) {
      const rendered = await openAs('ada')
      await rendered.switchWorkspace(id('Engineering'))
      const initialState = JSON.parse(JSON.stringify(rendered.dehydrate()))
      world.requests.clear()
      const client = await open({ initialState })
      expect(shown(client)).toEqual(shown(rendered))
      expect(world.requests.all()).toEqual([])
    },
  },
  {
    name: 'what did not change keeps its reference and notifies nobody',
    async play({ openAs }) {
      const client = await openAs('ada', 'grace')
      const before = client.$state.get()
      const heard: unknown[] = []
      client.$state.listen((state) => heard.push(state))
      client.$user.listen((user) => heard.push(user))
      await client.refetch()
      await client.refetch()
      expect(client.$state.get()).toBe(before)
      expect(heard).toEqual([])
    },
  },
  {
    name: 'a refetch does not make do with an answer from before the last change',
    async play({ open, id, world }) {
      const page = fakePage()
      const client = await open({ page })
      await signIn(client, 'ada')
      const late = world.faults.add({ path: '/session', hold: true, once: true })
      page.signal('online')
      await late.held()
      await client.switchOrganization(id('Acme'))
      world.revokeSignIn(signInOf(client, 'ada'))
      const refetching = client.refetch()
      late.release()
      await refetching
      expect(shown(client)).toEqual({ status: 'signed-out', accounts: [] })
    },
  },
  {
    name: 'a call of one’s own is answered with what its schema makes of the data',
    async play({ openAs, world }) {
      const client = await openAs('ada')
      const usernameOnly = {
        '~standard': { validate: (value: unknown) => ({ value: (value as { username: string }).username }) },
      }
      expect(await client.request({ path: 'me', schema: usernameOnly })).toBe('ada')
      const ids = {
        '~standard': { validate: (value: unknown) => ({ value: (value as { id: string }[]).map((row) => row.id) }) },
      }
      expect(await client.request({ path: 'me/signins', schema: ids })).toEqual(
        world.state().signins.map((signin) => signin.id),
      )
    },
  },
  {
    name: 'every request stays a simple one that needs no preflight',
    async play({ openAs, id, world }) {
      const client = await openAs('ada', 'grace')
      await client.switchWorkspace(id('Engineering'))
      await client.signOut(client.$signIns.get().find(({ user }) => user?.username === 'ada')?.id)
      await client.getToken('billing')
      expect(world.requests.all().filter(({ method }) => !['GET', 'POST'].includes(method))).toEqual([])
    },
  },
]
