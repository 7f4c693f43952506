/** @module-tag long */

import { type Client, deploymentOf, type ResourceState } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { misdeed } from './server.js'
import { password, ticket, visit } from './visit.js'
import { faultsOf, howOften, longestMs, watch } from './witness.js'

const { mishaps } = watch()

const anything = { '~standard': { validate: (value: unknown) => ({ value }) } }

/** Everything a client can be asked. */
const questions: Readonly<Record<string, (client: Client) => Promise<unknown>>> = {
  refetch: (client) => client.refetch(),
  getToken: (client) => client.getToken({ forceRefresh: true }),
  'getToken of a template': (client) => client.getToken('billing'),
  request: (client) => client.request({ path: 'me', schema: anything }),
  mutate: (client) => client.mutate({ method: 'post', path: 'me', form: { password }, schema: anything }),
  switchSignIn: (client) => client.switchSignIn('7'),
  switchOrganization: (client) => client.switchOrganization('7'),
  'switchOrganization to none': (client) => client.switchOrganization(),
  switchWorkspace: (client) => client.switchWorkspace('7'),
  exchangeTicket: (client) => client.exchangeTicket(ticket),
  signOut: (client) => client.signOut(),
  'signOut of one': (client) => client.signOut('7'),
  'sign in': (client) => signInWithPassword(client, { email: 'ada@example.com', password }),
  'list organizations': (client) => loaded(client.$organizationMemberships),
  'list workspaces': (client) => loaded(client.$workspaceMemberships),
  'read the deployment': (client) => loaded(deploymentOf(client)),
}

const boundMs = 60_000
/** What a client may ask in that time, with all it tries again. */
const mostRequests = 80

test(
  'hostile answers give typed errors without secrets, and leave what was known alone',
  async () => {
    const property = fc.asyncProperty(
      fc.constantFrom(...Object.keys(questions)),
      fc.array(misdeed, { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      async (name, misdeeds, lasting) => {
        const problems = await visit(
          async ({ client, server, time, secrets }) => {
            const found: string[] = []
            const before = client.$state.get().container
            const asked = server.requests()
            server.misbehave(misdeeds, lasting)
            const asking = (questions[name] as (client: Client) => Promise<unknown>)(client)
            asking.catch((error: unknown) => found.push(...faultsOf(error, secrets)))
            const endMs = time.clock.now() + boundMs
            if (!(await time.passUntil(asking, boundMs))) found.push('hangs')
            await time.pass(endMs - time.clock.now())
            // What was believed at first meets the same once more.
            const again = client.refetch()
            again.catch((error: unknown) => found.push(...faultsOf(error, secrets)))
            if (!(await time.passUntil(again, boundMs))) found.push('hangs when asked again')

            const { container, error } = client.$state.get()
            if (error) found.push(...faultsOf(error, secrets))
            if (container !== before && !name.startsWith('signOut') && !server.saidAnotherSession()) {
              found.push('believes what nobody said')
            }
            if (server.requests() - asked > mostRequests) found.push(`asks ${server.requests() - asked} times`)
            return found
          },
          {},
          name === 'signOut',
        )
        expect([...problems, ...mishaps()]).toEqual([])
      },
    )
    await fc.assert(property, howOften(600, 5_000))
  },
  longestMs,
)

interface Loaded {
  listen(listener: (state: ResourceState<unknown>) => void): () => void
}

/** Waits until something loaded beside the session has come or failed. */
function loaded($resource: Loaded): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = $resource.listen(({ loading, error }) => {
      if (loading) return
      stop()
      if (error) reject(error)
      else resolve()
    })
  })
}
