import { createWitness } from '../witness/witness.js'
import { createChannels } from './channels.js'
import { createNetwork, type NetworkEars } from './network.js'
import { createDraws } from './random.js'
import { createWatchedServer, type WatchedServer } from './server.js'
import type { Setting } from './setting.js'
import { createStore } from './stores.js'
import { type Browser, createTab, type Deployment, type Tab } from './tab.js'
import type { Timeline } from './timeline.js'
import { createTimes } from './times.js'

interface BrowserNeeds {
  readonly seed: number
  readonly setting: Setting
  readonly timeline: Timeline
  readonly trace: (line: string) => void
}

/** The hosts of twins have the same letters and digits. */
const twins = ['http://a-b.localhost:4747', 'http://a.b.localhost:4747'] as const
const otherUrl = 'http://other.localhost:4747'

/** Creates the browser without open tabs, its servers and a witness. */
export async function createBrowser({ seed, setting, timeline, trace }: BrowserNeeds) {
  const { mode, limits, line, skewMs = 0 } = setting
  const isTwin = setting.neighbour === 'twin'
  const times = createTimes(timeline, skewMs)
  const now = times.server
  const server = await createWatchedServer({
    now,
    signedIn: ['ada', 'grace'],
    ...(mode && { mode }),
    ...(limits && { limits }),
    ...(isTwin && { baseUrl: twins[0] }),
  })
  const neighbour = setting.neighbour
    ? await createWatchedServer({ now, signedIn: ['linus'], baseUrl: isTwin ? twins[1] : otherUrl })
    : undefined

  const tabs: Tab[] = []
  const storage = createStore(setting.storage)
  const cookies = createStore()
  const snapshots = setting.snapshot && createStore()
  const stores = { storage, cookies, snapshots }
  const network = createNetwork({ timeline, trace })
  const witness = createWitness({
    timeline,
    times,
    server,
    neighbour,
    setting,
    tabs,
    stores,
    trace,
    network: () => network,
    channels: () => channels,
  })
  const channels = createChannels({
    timeline,
    draws: createDraws(seed, 'channels'),
    mishaps: createDraws(seed, 'mishaps of channels'),
    mode: line,
    moment: server.moment,
    trace,
  })

  neighbour?.onEnd(({ id }) =>
    witness.violate('k: a deployment disturbed by another', `the neighbour no longer has ${id}`),
  )

  const ears: NetworkEars = {
    label: '',
    onRequest: witness.onRequest,
    onAnswer: witness.onAnswer,
    onChangeEnd: witness.onChangeEnd,
    async onServe({ owner, url: { pathname, searchParams }, begun, isGivenUp }, serve) {
      const before = server.observe().tuple
      const arrivedAt = server.moment()
      const answer = await serve()
      witness.noteArrivals(begun, arrivedAt)
      if (!answer.ok) return answer
      if (changesMemberships.test(pathname)) witness.membershipsChanged()
      if (pathname === '/session') witness.onServed(pathname, await answer.clone().text())
      const id = searchParams.get('sign_in_id')
      if (pathname === '/session/sign-out') witness.ended(owner, id, before?.signInId)
      if (pathname === '/session/switch-sign-in' && !isGivenUp) witness.activated(owner, id, before?.signInId)
      const left = pathname === '/me' && searchParams.get('leave')
      if (left && before) leave(server, before.userId, left, witness.membershipsChanged)
      return answer
    },
  }
  const quiet: NetworkEars = { label: 'the neighbour of ', onRequest: () => {}, onAnswer: () => {} }
  let handedOver = neighbour && `http://app.example/?__dev_session__=${neighbour.devSession}`
  const deployment: Deployment = { server, network: ears, channel: witness, takeAddress: () => undefined }
  const shared: Browser = {
    seed,
    setting,
    timeline,
    times,
    network,
    channels,
    storage,
    cookies,
    snapshots,
    deployment,
    neighbour: neighbour && {
      server: neighbour,
      network: quiet,
      takeAddress() {
        const address = handedOver
        handedOver = undefined
        return address
      },
    },
  }
  const scope = new URL(server.emulator.baseUrl).host.replace(/[^a-z0-9]+/g, '_')
  for (const store of server.devSession ? [storage, cookies] : []) {
    store.set(`__dev_session___${scope}`, server.devSession)
    store.set(`__dev_session_updated_at_${scope}`, String(times.wall()))
  }

  return {
    server,
    times,
    network,
    channels,
    witness,
    tabs: tabs as readonly Tab[],
    createTab(how: Pick<Setting, 'firstToken'>): Tab {
      const name = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[tabs.length] ?? `T${tabs.length}`
      const tab = createTab(name, shared, how)
      tabs.push(tab)
      return tab
    },
  }
}

/** Creates an organization, leaves one, or accepts an invitation. */
const changesMemberships = /^\/organizations(\/\w+\/leave|\/invitations\/accept)?$/

/** Removes a user from an organization. The emulator has no route for this, so a profile change triggers it. */
function leave({ emulator, rows }: WatchedServer, userId: string, organizationId: string, onLeft: () => void): void {
  const membership = rows().organizationMemberships.find(
    (row) => row.userId === userId && row.organizationId === organizationId,
  )
  if (!membership) return
  emulator.world.removeMembership(membership.id)
  onLeft()
}
