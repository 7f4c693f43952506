import type { SessionContainer } from '../model/session.js'
import {
  packTabMessage,
  readTabMessage,
  type SharedEvent,
  type SharedFact,
  type SharedToken,
  sharedEventOf,
  type TabMessage,
} from '../model/tab-message.js'
import type { Clock, OpenChannel, Stamps } from '../ports.js'
import type { Outbox } from '../state/outbox.js'
import type { SessionStore } from '../state/session-store.js'
import type { TokenCache } from '../state/token-cache.js'

interface TabsNeeds {
  readonly store: SessionStore
  readonly tokens: TokenCache
  readonly clock: Clock
  readonly stamps: Stamps
  readonly openChannel: OpenChannel
  readonly channelName: string
  readonly onTold: Outbox['onTold']
  readonly pauses: { readonly adopt: (path: string, untilMs: number) => void }
  readonly readSession: (raw: unknown) => SessionContainer
  readonly retrieve: () => Promise<void>
  /** Keeps a token another tab minted, if it is of the present context. */
  readonly adoptToken: (shared: SharedToken) => void
}

/** How long a tab holds its tokens back for a change another tab announced, before it asks the server itself. */
const longestHoldMs = 5_000
/** Stamps given in one instant run ahead of the clock, by less than this. */
const longestHasteMs = 500
/** How long a tab without a token waits for the one another tab is minting. */
const longestMintMs = 1_500

/** Shares changes, snapshots and tokens with the other tabs. Returns a function that closes the line. */
export function startTabs(needs: TabsNeeds): () => void {
  const { store, tokens, clock, stamps, pauses, onTold, openChannel, channelName, readSession, retrieve, adoptToken } =
    needs
  const self = Math.random().toString(36).slice(2)
  const waits = new Map<string, (late: boolean) => void>()
  const strangers = new Set<string | undefined>()
  const sessionId = () => store.machine().state.container?.id

  /** Waits for another tab, never longer than this: one that died or froze must not hold us. */
  const wait = (key: string, longestMs: number, onEnd: (late: boolean) => void) => {
    waits.get(key)?.(false)
    const end = (late: boolean) => {
      clock.clearTimeout(timer)
      waits.delete(key)
      onEnd(late)
    }
    const timer = clock.setTimeout(() => end(true), longestMs)
    waits.set(key, end)
  }

  const hold = (from: string) => {
    // Whether a tab that fell silent changed something, only the server knows.
    wait(from, longestHoldMs, (doubt) =>
      store.apply({ type: 'foreign-change-ended', from, doubt, stamp: stamps.next() }),
    )
    store.apply({ type: 'foreign-change-started', from })
  }

  const awaitToken = (template: string) => {
    const coming = new Promise<void>((resolve) => {
      wait(`token ${template}`, longestMintMs, () => {
        tokens.coming.delete(template)
        resolve()
      })
    })
    tokens.coming.set(template, coming)
  }

  const receive = (message: TabMessage) => {
    const { from } = message
    switch (message.type) {
      case 'mutation-started':
        return hold(from)
      case 'mutation-refused':
      case 'mutation-unsettled':
        return waits.get(from)?.(message.type === 'mutation-unsettled')
      case 'signed-out':
        hold(from)
        return store.apply({ type: 'signed-out', signInId: message.signInId, stamp: message.stamp, foreign: true })
      case 'snapshot-received':
      case 'mutation-committed': {
        const { raw, stamp } = message
        const container = readSession(raw)
        if (container.id !== message.sessionId) return
        const settles = message.type === 'mutation-committed' ? from : undefined
        const known = store.machine().asOf
        store.apply({ type: 'snapshot-received', container, raw, stamp, heard: stamps.next(), foreign: true, settles })
        // One that was not taken leaves open what is true.
        if (settles) waits.get(settles)?.(store.machine().asOf === known)
        return
      }
      case 'resting':
        return pauses.adopt(message.path, message.untilMs)
      case 'minting':
        return awaitToken(message.template)
      case 'token':
        adoptToken(message)
        return waits.get(`token ${message.template}`)?.(false)
    }
  }

  const channel = openChannel(channelName, (data) => {
    const message = readTabMessage(data)
    if (!message || message.from === self) return
    // All tabs share one machine: one that speaks from the future was opened before its clock was set back, and what we
    // heard so far cannot be told from earlier or later.
    const isAhead = message.stamp > stamps.next() + longestHasteMs
    stamps.see(message.stamp)
    if (isAhead) store.apply({ type: 'doubted', stamp: stamps.next() })
    // Before our own first answer there is nothing to compare with.
    if (!sessionId()) return
    if (message.sessionId === sessionId()) {
      try {
        receive(message)
      } catch {
        // A bent message tells nothing.
      }
    } else if (!strangers.has(message.sessionId)) {
      // Ours may have been replaced, or it is a stranger's: ask once, then leave it alone.
      strangers.add(message.sessionId)
      retrieve().catch(() => undefined)
    }
  })
  if (!channel) return () => undefined

  const post = (shared: SharedEvent | SharedFact) =>
    channel.post(packTabMessage({ stamp: stamps.next(), ...shared, from: self, sessionId: sessionId() }))

  const stops = [
    store.onTransition(({ event }) => {
      const shared = sharedEventOf(event)
      if (shared) post(shared)
    }),
    onTold(post),
    () => {
      for (const end of [...waits.values()]) end(true)
    },
    () => channel.close(),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
