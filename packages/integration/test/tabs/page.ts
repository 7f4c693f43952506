import { type Client, type ClientOptions, createClient } from '@wachter/core'
import { type PasswordCredentials, signInWithPassword } from '@wachter/core/flows'
import { createNotifications, createUnreadCount } from '@wachter/core/notifications'
import { decodeJwt } from 'jose'

/** What a tab said of who one is, and when: on the clock that all tabs of one browser share. */
interface Entry {
  readonly atMs: number
  /** User, organization and workspace by their ids; nothing when nobody is signed in. */
  readonly identity: string
}

/** What a tab shows of notifications, under which organization. */
interface Inbox {
  readonly organization: string | undefined
  readonly titles: readonly string[] | undefined
  readonly unread: number | undefined
}

/** What the page of every tab offers to tests. */
interface Tab {
  readonly client: Client
  readonly start: () => void
  readonly signIn: (credentials: PasswordCredentials) => Promise<void>
  readonly signInIdOf: (username: string) => string
  readonly instant: () => number
  readonly shownIdentity: () => string
  readonly tokenIdentity: (request?: Parameters<Client['getToken']>[0]) => Promise<string>
  /** Asks for tokens from now on, one after the other. */
  readonly startAsking: () => void
  /** Every token handed out since then. */
  readonly handedOut: Entry[]
  /** Every identity that came to be shown. */
  readonly shown: Entry[]
  readonly endings: string[]
  /** What callers got that is no `SessionError`. */
  readonly strays: string[]
  /** Shows the notifications from now on. */
  readonly openInbox: () => void
  readonly inbox: () => Inbox
  /** Everything that the inbox came to show. */
  readonly inboxes: Inbox[]
  readonly readNewest: () => Promise<unknown>
  /** How the page stood still: `freeze`, `resume`, and `restored` from the back-forward cache. */
  readonly lifecycle: string[]
}

declare global {
  interface Window extends Tab {}
}

const parameters = new URLSearchParams(location.search)
const client = createClient(JSON.parse(parameters.get('options') ?? '') as ClientOptions)

const list = createNotifications(client)
const count = createUnreadCount(client)

const tab: Tab = {
  client,
  start: () => void client.start(),
  signIn: (credentials) => signInWithPassword(client, credentials),
  signInIdOf: (username) => client.$signIns.get().find(({ user }) => user?.username === username)?.id ?? '',
  instant: () => performance.timeOrigin + performance.now(),
  shownIdentity() {
    const user = client.$user.get()
    return user ? identity(user.id, client.$activeOrganization.get()?.id, client.$activeWorkspace.get()?.id) : ''
  },
  async tokenIdentity(request) {
    const { sub, organization, workspace } = decodeJwt(await client.getToken(request))
    return identity(sub, organization, workspace)
  },
  async startAsking() {
    for (;;) {
      const handed = await tab.tokenIdentity().catch((error: Error) => {
        if (error.name !== 'SessionError') tab.strays.push(String(error))
      })
      if (handed) tab.handedOut.push({ atMs: tab.instant(), identity: handed })
      // A task of its own, so that what arrives meanwhile has its turn.
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  },
  openInbox() {
    const note = () => tab.inboxes.push(tab.inbox())
    for (const $atom of [client.$state, list.$state, count.$state]) $atom.subscribe(note)
  },
  inbox() {
    const { step } = list.$state.get()
    const { step: counted } = count.$state.get()
    return {
      organization: client.$activeOrganization.get()?.name,
      titles: step.kind === 'manage' ? step.notifications?.map(({ title }) => title) : undefined,
      unread: counted.kind === 'manage' ? counted.count : undefined,
    }
  },
  async readNewest() {
    const { step } = list.$state.get()
    const id = step.kind === 'manage' && step.notifications?.[0]?.id
    return id && step.read(id)
  },
  inboxes: [],
  handedOut: [],
  shown: [],
  endings: [],
  strays: [],
  lifecycle: [],
}

const identity = (...ids: unknown[]) => ids.map((id) => id ?? '-').join(' ')

client.on('context-changed', () => tab.shown.push({ atMs: tab.instant(), identity: tab.shownIdentity() }))
client.on('signed-out', ({ reason }) => tab.endings.push(reason))
for (const type of ['freeze', 'resume']) document.addEventListener(type, () => tab.lifecycle.push(type))
addEventListener('pageshow', ({ persisted }) => persisted && tab.lifecycle.push('restored'))
Object.assign(window, tab)

if (!parameters.has('stopped')) client.start()
