import type { FlowState, SignInFlow, SignUpFlow } from '@wachter/core/flows'
import { expect } from 'vitest'
import { until } from '../stage.js'
import type { Browser, Tab } from './browser.js'
import { type Kind, type Place, said, sentCount } from './place.js'

/** Where somebody is on their way in. */
export interface Scene<F extends SignInFlow | SignUpFlow> {
  readonly place: Place
  readonly browser: Browser
  readonly tab: Tab<F>
  /** Goes on elsewhere. */
  moveTo(browser: Browser, tab: Tab<F>): Promise<void>
}

/** One thing somebody does. */
export interface Move<F extends SignInFlow | SignUpFlow> {
  /** The step it is done at. */
  readonly at: Kind<F>
  /** What that step says, as far as it matters. */
  readonly says?: object
  /** How many messages the server sends for it. Default 0. */
  readonly sends?: number
  readonly make: (scene: Scene<F>) => Promise<FlowState<{ readonly kind: string }>>
}

/** A way in, from the first page to the account. */
export interface Path<F extends SignInFlow | SignUpFlow> {
  readonly name: string
  readonly prepare: (place: Place) => void
  readonly open: (browser: Browser, place: Place) => Promise<Tab<F>>
  readonly moves: readonly Move<F>[]
  /** Whose account it leads to, by address or name. */
  readonly who: string
}

/**
 * Walks a path and reloads the page after every move. Sees that each move leads where the next begins, that nothing is
 * sent but by a move, that no reload changes or asks for anything, and that in the end every tab shows the account.
 */
export async function walk<F extends SignInFlow | SignUpFlow>(place: Place, path: Path<F>): Promise<void> {
  path.prepare(place)
  const { world } = place
  const browser = place.openBrowser()
  let scene: Scene<F> = { place, browser, tab: await path.open(browser, place), moveTo }
  let bystander = await browser.openSignIn()

  async function moveTo(otherBrowser: Browser, tab: Tab<F>) {
    scene = { ...scene, browser: otherBrowser, tab }
    bystander = await otherBrowser.openSignIn()
  }

  for (const { at, says, sends = 0, make } of path.moves) {
    expect(scene.tab.step()).toMatchObject({ kind: at, ...says })
    const before = sentCount(place)
    const { error, pending } = await make(scene)
    expect({ code: error?.code, pending }).toEqual({ code: undefined, pending: undefined })
    expect(sentCount(place) - before).toBe(sends)
    if (scene.tab.step().kind !== 'complete') scene = { ...scene, tab: await reloaded(place, scene.tab) }
  }

  expect(scene.tab.step().kind).toBe('complete')
  const { id } = world.user(path.who)
  expect(scene.tab.client.$user.get()?.id).toBe(id)
  await until(bystander.client.$user, (user) => user?.id === id)
  const again = await scene.tab.reload()
  expect(again.client.$user.get()?.id).toBe(id)
  expect(again.step().kind).toBe('start')
  again.close()
  bystander.close()
}

/** The same page, loaded anew: it says what it said, and nothing but reads went to the server. */
async function reloaded<F extends SignInFlow | SignUpFlow>(place: Place, tab: Tab<F>): Promise<Tab<F>> {
  const { requests } = place.world
  const before = { step: said(tab.step()), sent: sentCount(place) }
  requests.clear()
  const next = await tab.reload()
  expect({ step: said(next.step()), sent: sentCount(place) }).toEqual(before)
  const changes = requests.all().filter(({ method }) => method !== 'GET' && method !== 'OPTIONS')
  expect(changes).toEqual([])
  return next
}
