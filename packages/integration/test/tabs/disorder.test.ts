import type { World } from '@wachter/emulator'
import type { CDPSession, Page } from 'playwright'
import { expect, test, vi } from 'vitest'
import { createDraws } from '../../simulation/world/random.js'
import { inEach, isReady, type Person, signIn, useChromium, type Visit } from './browser.js'

const open = useChromium({ lifelike: true })

const seed = 20_261_121
const rounds = 20
const mostFrozen = 6
const doings = [
  'switch',
  'switch',
  'enter',
  'leave',
  'sign-out',
  'sign-in',
  'reload',
  'kill',
  'freeze',
  'freeze',
  'thaw',
] as const

test('twenty tabs agree with the server after switches, sign-outs, reloads, kills and freezes in any order', async () => {
  const visit = await open()
  const { world } = visit
  const browser = await createTabs(visit, 20)
  await signIn(browser.any(), 'ada')
  await signIn(browser.any(), 'linus')

  const failures: string[] = []
  for (let round = 0; round < rounds; round++) {
    failures.push(...(await Promise.all([browser.doSomething(), browser.doSomething(), browser.doSomething()])))
  }
  expect(failures.filter((failure) => failure && !failure.includes('SessionError: '))).toEqual([])
  await browser.thawAll()
  if (!truthOf(world)) await signIn(browser.any(), 'ada')

  const tabs = browser.all()
  expect(tabs).toHaveLength(20)
  const truth = truthOf(world)
  const agree = async () => {
    const shown = await inEach(tabs, (tab) => tab.evaluate(() => window.shownIdentity()))
    expect(shown).toEqual(tabs.map(() => truth))
  }
  await vi.waitFor(agree, { timeout: 10_000, interval: 50 })
  expect(await inEach(tabs, (tab) => tab.evaluate(() => window.tokenIdentity()))).toEqual(tabs.map(() => truth))
}, 60_000)

/** User, organization and workspace of the one session there is, by their ids; nothing when nobody is signed in. */
function truthOf(world: World): string {
  const { sessions, signins, organizationMemberships, workspaceMemberships } = world.state()
  expect(sessions).toHaveLength(1)
  const active = signins.find(({ id }) => id === sessions[0]?.activeSigninId)
  if (!active) return ''
  const organization = organizationMemberships.find(({ id }) => id === active.activeOrganizationMembershipId)
  const workspace = workspaceMemberships.find(({ id }) => id === active.activeWorkspaceMembershipId)
  return [active.userId, organization?.organizationId ?? '-', workspace?.workspaceId ?? '-'].join(' ')
}

/** Tabs in which things happen at random, in the same order for the same seed. */
async function createTabs({ world, context, openTab, openTabs }: Visit, count: number) {
  const draws = createDraws(seed)
  const tabs: Page[] = [...(await openTabs(count))]
  const frozen = new Map<Page, CDPSession>()
  const busy = new Set<Page>()
  const organizationId = world.organization('Acme').id

  const draw = <T>(from: readonly T[]): T => from[draws.between(0, from.length - 1)] as T
  const awake = () => tabs.filter((tab) => !frozen.has(tab) && !busy.has(tab))

  const thaw = async (tab: Page) => {
    await frozen.get(tab)?.send('Page.setWebLifecycleState', { state: 'active' })
    frozen.delete(tab)
  }

  const perform: Record<(typeof doings)[number], (tab: Page, person: Person) => Promise<unknown>> = {
    switch: (tab, person) =>
      tab.evaluate((username) => window.client.switchSignIn(window.signInIdOf(username) || '7'), person),
    enter: (tab) => tab.evaluate((id) => window.client.switchOrganization(id), organizationId),
    leave: (tab) => tab.evaluate(() => window.client.switchOrganization()),
    'sign-out': (tab, person) =>
      tab.evaluate((username) => window.client.signOut(window.signInIdOf(username) || undefined), person),
    'sign-in': signIn,
    async reload(tab) {
      await tab.reload()
      await isReady(tab)
    },
    async kill(tab) {
      // In the middle of something, as a rule.
      tab.evaluate(() => window.client.switchOrganization()).catch(() => undefined)
      tabs.splice(tabs.indexOf(tab), 1)
      await tab.close()
      tabs.push(await openTab())
    },
    async freeze(tab) {
      if (frozen.size === mostFrozen) return
      const devtools = await context.newCDPSession(tab)
      frozen.set(tab, devtools)
      await devtools.send('Page.setWebLifecycleState', { state: 'frozen' })
    },
    async thaw() {
      const [tab] = frozen.keys()
      if (tab) await thaw(tab)
    },
  }

  return {
    all: () => tabs,
    any: () => draw(awake()),
    /** Gives the message of what went wrong, if anything did. */
    async doSomething() {
      const tab = draw(awake())
      busy.add(tab)
      const failure = await perform[draw(doings)](tab, draw(['ada', 'linus'])).then(
        () => '',
        (error: Error) => error.message,
      )
      busy.delete(tab)
      return failure
    },
    thawAll: () => Promise.all([...frozen.keys()].map(thaw)),
  }
}
