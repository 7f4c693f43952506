import { seedPassword } from '@wachter/emulator'
import type { Locator, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Demo } from '../server/start-demo.ts'
import { type Stage, startStage } from './stage.ts'

const islands = ['vanilla', 'react', 'vue', 'svelte'] as const
type IslandName = (typeof islands)[number]

let stage: Stage
let demo: Demo
const openTab = () => stage.openTab()

beforeAll(async () => {
  stage = await startStage()
  demo = stage.demo
}, 120_000)

afterAll(() => stage?.close(), 60_000)

afterEach(() => stage.reset())

/** The parts of one island, by what they do. */
function islandOf(page: Page, name: IslandName) {
  const part = (testId: string) => page.getByTestId(`${name}-${testId}`)
  return {
    part,
    async signIn(identifier: string, password = seedPassword) {
      await part('sign-in-email').fill(identifier)
      await part('sign-in-password').fill(password)
      await part('sign-in-submit').click()
    },
    async callApi(button: 'call-api' | 'call-invoices' = 'call-api') {
      const answered = page.waitForResponse((response) => response.url().startsWith(demo.apiUrl))
      await part(button).click()
      await answered
      // The answer before stays on screen until this one does.
      await part(button).and(page.locator(':enabled')).waitFor()
      return {
        status: await part('api-status').textContent(),
        body: JSON.parse((await part('api-answer').textContent()) ?? ''),
      }
    },
  }
}

/** Waits until an element reads exactly this. */
async function reads(locator: Locator, text: string): Promise<void> {
  await locator.and(locator.page().getByText(text, { exact: true })).waitFor()
}

/** Waits until every island shows this person, or that nobody is signed in. */
async function everyIslandShows(page: Page, person: string | undefined): Promise<void> {
  for (const name of islands) {
    const { part } = islandOf(page, name)
    if (person) await reads(part('user-name'), person)
    else await part('sign-in').waitFor()
  }
}

/** Waits until a select shows this choice as the present one. */
async function shows(select: Locator, label: string): Promise<void> {
  await select.locator('option:checked', { hasText: label }).waitFor({ state: 'attached' })
}

/** Waits until the client, not merely a control, is where it was sent. */
async function isIn(page: Page, place: 'organization' | 'workspace', name: string): Promise<void> {
  await page.getByTestId(`pane-${place}`).filter({ hasText: name }).waitFor()
  await reads(page.getByTestId('pane-pending'), 'nothing')
}

describe.each(islands)('the %s island', (name) => {
  test('goes from signing in through every switch and the API to signing out', async () => {
    const page = await openTab()
    const { part, signIn, callApi } = islandOf(page, name)
    const { world } = demo.emulator
    const organizationId = world.organization('Acme').id
    const workspaceId = world.workspace('Engineering').id

    await signIn('ada@example.com', 'not-the-password')
    await part('sign-in-error').filter({ hasText: 'invalid-credentials' }).waitFor()
    await signIn('ada@example.com')
    await everyIslandShows(page, 'Ada Lovelace')
    await reads(part('user-email'), 'ada@example.com')
    await reads(page.getByTestId('pane-status'), 'signed-in')

    await part('add-account').click()
    await signIn('linus')
    await everyIslandShows(page, 'Linus Torvalds')
    // Linus has no second factor, which Globex demands.
    await part('organization-hint').filter({ hasText: 'Globex: Set up a second factor to enter' }).waitFor()
    expect(await part('switch-organization').locator('option', { hasText: 'Globex' }).isDisabled()).toBe(true)

    await part('account-ada').click()
    await everyIslandShows(page, 'Ada Lovelace')
    expect(await part('account-ada').getAttribute('aria-current')).toBe('true')
    expect(await part('account-linus').getAttribute('aria-current')).toBeNull()
    const personal = await callApi()
    expect(personal).toMatchObject({ status: '200', body: { userId: world.user('ada').id, organizationId: null } })
    expect(await callApi('call-invoices')).toMatchObject({ status: '403', body: { missing: ['invoices:read'] } })

    await part('switch-organization').selectOption('Acme')
    await isIn(page, 'organization', 'Acme')
    // An answer given elsewhere is not shown as one about here.
    await part('api-status').waitFor({ state: 'hidden' })
    await part('switch-workspace').selectOption('Engineering')
    await isIn(page, 'workspace', 'Engineering')
    for (const other of islands) {
      await shows(islandOf(page, other).part('switch-organization'), 'Acme')
      await shows(islandOf(page, other).part('switch-workspace'), 'Engineering')
    }

    const { status, body } = await callApi()
    expect(status).toBe('200')
    expect(body).toMatchObject({
      userId: world.user('ada').id,
      sessionId: await page.getByTestId('pane-session').textContent(),
      organizationId,
      workspaceId,
      permissions: {
        organization: expect.arrayContaining(['organization:admin', 'invoices:read']),
        workspace: ['workspace:admin'],
      },
    })
    expect(await callApi('call-invoices')).toMatchObject({ status: '200', body: { organizationId } })
    expect(await page.getByTestId('pane-token-workspace').textContent()).toBe(workspaceId)

    await part('sign-out').click()
    await everyIslandShows(page, undefined)
    await page.locator('[data-event="signed-out"]', { hasText: 'Ada Lovelace: here' }).waitFor()
    await part('account-ada').waitFor({ state: 'detached' })
    await part('account-linus').click()
    await everyIslandShows(page, 'Linus Torvalds')

    await part('sign-out-all').click()
    await everyIslandShows(page, undefined)
    await part('account-linus').waitFor({ state: 'detached' })
    await reads(page.getByTestId('pane-accounts'), 'none')
  }, 60_000)

  test('shows a change under way without taking anything away', async () => {
    const page = await openTab()
    const { part, signIn } = islandOf(page, name)
    await signIn('ada')
    await everyIslandShows(page, 'Ada Lovelace')
    await part('switch-organization').locator('option', { hasText: 'Acme' }).waitFor({ state: 'attached' })

    const late = demo.emulator.world.faults.add({ path: '/session/switch-organization', hold: true })
    await part('switch-organization').selectOption('Acme')
    await late.held()
    await part('pending').filter({ hasText: 'Switching organization…' }).waitFor()
    await shows(part('switch-organization'), 'Acme')
    await reads(part('user-name'), 'Ada Lovelace')
    late.remove()
    await isIn(page, 'organization', 'Acme')
    await part('pending').filter({ hasText: /^$/ }).waitFor({ state: 'attached' })
  }, 60_000)
})

test('two tabs show the same session', async () => {
  const first = await openTab()
  await islandOf(first, 'react').signIn('ada')
  await everyIslandShows(first, 'Ada Lovelace')

  const second = await openTab()
  await everyIslandShows(second, 'Ada Lovelace')
  expect(await second.getByTestId('pane-session').textContent()).toBe(
    await first.getByTestId('pane-session').textContent(),
  )

  await islandOf(first, 'svelte').part('switch-organization').selectOption('Globex')
  await isIn(second, 'organization', 'Globex')
  await islandOf(second, 'vue').part('sign-out-all').click()
  await everyIslandShows(first, undefined)
  await first.locator('[data-event="signed-out"]', { hasText: 'elsewhere' }).waitFor()
}, 60_000)

test('a sign-in revoked on the server ends in every island, and the page says why', async () => {
  const page = await openTab()
  await islandOf(page, 'vanilla').signIn('ada')
  await everyIslandShows(page, 'Ada Lovelace')
  await page.getByTestId('control-revoke').click()
  await page.getByTestId('control-said').filter({ hasText: 'Revoked' }).waitFor()
  await page.getByTestId('control-refetch').click()
  await everyIslandShows(page, undefined)
  await page.locator('[data-event="signed-out"]', { hasText: 'Ada Lovelace: revoked' }).waitFor()
}, 60_000)

test('a network that fails signs nobody out', async () => {
  const page = await openTab()
  await islandOf(page, 'vue').signIn('ada')
  await everyIslandShows(page, 'Ada Lovelace')
  await page.getByTestId('control-drop').click()
  await page.locator('[data-testid="control-drop"][aria-pressed="true"]').waitFor()
  await page.getByTestId('control-refetch').click()
  await reads(page.getByTestId('pane-stale'), 'yes')
  await everyIslandShows(page, 'Ada Lovelace')
  await page.getByTestId('control-clear').click()
  await page.locator('[data-testid="control-drop"][aria-pressed="false"]').waitFor()
  await page.getByTestId('control-refetch').click()
  await reads(page.getByTestId('pane-stale'), 'no')
}, 60_000)

test('nothing on the page moves while it loads', async () => {
  const page = await openTab()
  await page.addInitScript(() => {
    const shifts: string[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push(JSON.stringify(entry))
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.reload()
  await everyIslandShows(page, undefined)
  expect(await page.evaluate('shifts')).toEqual([])
}, 60_000)
