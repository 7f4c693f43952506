import type { EmulatorOptions, SeedOrganization } from '@wachter/emulator'
import { defaultSeed } from '@wachter/emulator'
import { type Person, pass, setUpSignedIn } from '../set-up.js'

/** A tab in which these people are signed in; the last one is active, and is in Acme. */
export async function setUpInAcme(people: readonly Person[] = ['ada'], options?: EmulatorOptions) {
  const stage = await setUpSignedIn(people, {}, options)
  await stage.client.switchOrganization(stage.organization('Acme'))
  const memberOf = (who: string) => stage.world.organizationMembership(who, 'Acme').id
  const roleOf = (name: string) => stage.world.state().roles.find((role) => role.name === name)?.id ?? ''
  const acme = `/organizations/${stage.organization('Acme')}`
  return { ...stage, memberOf, roleOf, acme }
}

/** The same in its workspace Engineering. */
export async function setUpInEngineering(people?: readonly Person[], options?: EmulatorOptions) {
  const stage = await setUpInAcme(people, options)
  await stage.client.switchWorkspace(stage.workspace('Engineering'))
  return { ...stage, engineering: `/workspaces/${stage.workspace('Engineering')}` }
}

/** A seed in which Acme has this many members more. */
export function crowded(count: number) {
  const users = Array.from({ length: count }, (_, index) => ({
    email: `m${index}@crowd.example.com`,
    username: `m${index}`,
    password: 'a-long-password',
  }))
  const [acme, ...others] = defaultSeed.organizations ?? []
  const members = [...(acme?.members ?? []), ...users.map(({ email }) => ({ user: email, roles: ['Member'] }))]
  return {
    ...defaultSeed,
    users: [...defaultSeed.users, ...users],
    organizations: [{ ...(acme as SeedOrganization), members }, ...others],
  }
}

/** Watches a flow until the end of the test, and waits for what it loads. */
export async function watched<State>(flow: {
  readonly $state: { subscribe(listener: (state: State) => void): unknown }
}) {
  const seen: State[] = []
  flow.$state.subscribe((state) => void seen.push(state))
  await pass()
  return seen
}

/** What a token says of its context. */
export const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
    readonly organization?: string
    readonly permissions: { readonly organization?: readonly string[] }
  }
