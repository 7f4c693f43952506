import { expect, onTestFinished, test } from 'vitest'
import { sessionCommands } from '../src/index.js'
import { codeOf, pass, setUpSignedIn } from './set-up.js'

test('the functions of a client are the same, wherever they are asked for', async () => {
  const { client } = await setUpSignedIn()
  expect(sessionCommands(client)).toBe(sessionCommands(client))
  expect(Object.keys(sessionCommands(client)).sort()).toEqual(
    [
      'exchangeTicket',
      'getToken',
      'refetch',
      'signOut',
      'switchOrganization',
      'switchSignIn',
      'switchWorkspace',
    ].sort(),
  )
})

test('a failure that nobody waits for is no unhandled rejection, and who waits for it gets it', async () => {
  const { client, world } = await setUpSignedIn()
  const unhandled: unknown[] = []
  const note = (reason: unknown) => unhandled.push(reason)
  process.on('unhandledRejection', note)
  onTestFinished(() => void process.off('unhandledRejection', note))
  world.faults.add({ drop: true })
  const { signOut, switchSignIn } = sessionCommands(client)
  void signOut()
  void switchSignIn('nobody')
  const awaited = codeOf(switchSignIn('nobody'))
  await pass(60_000)
  expect(await awaited).toBe('unconfirmed')
  await pass()
  expect(unhandled).toEqual([])
})
