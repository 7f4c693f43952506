import type { SessionContainer } from '../model/session.js'
import type { Clock, OpenChannel } from '../ports.js'
import type { Scope } from '../scope.js'
import type { SignOutNotes } from '../session/sign-out/notes.js'
import type { Answer } from '../session/state/machine.js'
import { isListedIn } from '../session/state/patches.js'
import type { SessionStore } from '../session/state/store.js'
import type { Stamps } from '../time/stamps.js'
import type { Expectations } from '../tokens/expectations.js'
import type { Minting } from '../tokens/minting.js'
import { createHolds } from './holds.js'
import {
  packTabMessage,
  readTabMessage,
  type SharedEvent,
  type SharedFact,
  sharedEventOf,
  type TabMessage,
} from './message.js'
import type { Outbox } from './outbox.js'

interface TabsNeeds {
  readonly scope: Scope
  readonly store: SessionStore
  readonly minting: Minting
  readonly expectations: Expectations
  readonly clock: Clock
  readonly stamps: Stamps
  readonly openChannel: OpenChannel
  readonly channelName: string
  readonly outbox: Outbox
  readonly adoptBackoff: (key: string, untilMs: number) => void
  readonly readSession: (raw: unknown) => SessionContainer
  readonly writeSession: (container: SessionContainer) => unknown
  readonly heedSignOuts: () => void
  readonly notes: SignOutNotes
  readonly retrieve: () => Promise<void>
  readonly isAsking: () => boolean
  readonly doubt: () => Promise<void>
}

/** Shares changes, answers and tokens with the other tabs. */
export function startTabs(needs: TabsNeeds): void {
  const {
    scope,
    store,
    minting,
    expectations,
    clock,
    stamps,
    outbox,
    notes,
    readSession,
    writeSession,
    heedSignOuts,
    retrieve,
    isAsking,
    doubt,
  } = needs
  const self = Math.random().toString(36).slice(2)
  /** Browser sessions that are not ours, confirmed by the server. */
  const strangers = new Set<string>()
  /** The stamp of the latest message about the sign-out of each sign-in. */
  const lastWords = new Map<string, number>()
  const holds = createHolds({ scope, store, clock, stamps })
  const sessionId = () => store.container()?.id

  const answerOf = ({ wire, askedAt, heardAt }: { wire: unknown; askedAt: number; heardAt: number }): Answer => ({
    container: readSession(wire),
    askedAt,
    heardAt,
  })

  /** The sign-ins for which this message is the latest. Late or repeated messages are ignored. */
  const newsOf = (signInIds: readonly string[], at: number) =>
    signInIds.filter((id) => {
      const last = lastWords.get(id) ?? 0
      if (typeof id !== 'string' || (stamps.isOfNow(last) && at <= last)) return false
      lastWords.set(id, at)
      return true
    })

  const receive = (message: TabMessage) => {
    const { from, sentAt } = message
    switch (message.type) {
      case 'mutation-started':
        return holds.start(message)
      case 'mutation-refused':
        return holds.end(from, sentAt)
      case 'mutation-unsettled':
        return holds.end(from, sentAt, stamps.next())
      case 'signed-out': {
        const signInIds = newsOf(message.signInIds, message.at)
        // If it is not shown here any more, the message is late. Before the first answer that is not known.
        const container = store.container()
        const unfinished = container ? signInIds.filter(isListedIn(container)) : signInIds
        notes.hear(message.sessionId, unfinished, message.at)
        if (signInIds.length > 0) store.apply({ type: message.type, signInIds, at: message.at, from })
        return
      }
      case 'sign-out-refused': {
        const signInIds = newsOf(message.signInIds, sentAt)
        notes.unhear(signInIds)
        if (signInIds.length > 0) store.apply({ type: message.type, signInIds, from })
        return
      }
      case 'answer-received':
        heedSignOuts()
        return void store.apply({ type: 'answer-received', answer: answerOf(message), from })
      case 'mutation-committed': {
        heedSignOuts()
        const { settledAt } = message
        const outcome = store.apply({
          type: 'mutation-committed',
          answer: answerOf(message),
          settledAt,
          error: undefined,
          next: undefined,
          from,
        })
        // If the answer was not applied, it is not known what is true.
        return holds.end(from, sentAt, outcome === 'applied' ? undefined : settledAt)
      }
      case 'backing-off':
        return needs.adoptBackoff(message.key, message.untilMs)
      case 'minting':
        return expectations.expect(message.template)
      case 'token':
        return minting.adopt(message)
    }
  }

  const hear = (data: unknown) => {
    const message = readTabMessage(data)
    if (!message || message.from === self) return
    // All tabs share one machine: a stamp from the future means that its tab has not noticed a clock set back yet.
    if (!stamps.see(message.sentAt)) {
      // After a freeze many messages may come at once. A request under way repeats itself.
      store.apply({ type: 'doubted', at: stamps.next() })
      if (!isAsking()) retrieve().catch(() => undefined)
      return
    }
    // Before our first answer we do not know our own browser session; and the id of a sign-in is unique.
    const own = sessionId()
    const isOurs = own === undefined || [own, undefined].includes(message.sessionId) || message.type === 'signed-out'
    if (isOurs) {
      try {
        receive(message)
      } catch {
        // Ignore malformed messages.
      }
    } else if (message.sessionId !== undefined && !strangers.has(message.sessionId)) {
      // Our session may have been replaced, or the other one is foreign: token calls wait until the server decides.
      const stranger = message.sessionId
      doubt()
        .then(() => {
          if (sessionId() !== stranger && store.isCertain()) strangers.add(stranger)
        })
        .catch(() => undefined)
    }
  }

  const channel = needs.openChannel(needs.channelName, (data) => {
    if (!scope.isClosed()) hear(data)
  })
  if (!channel) return
  scope.add(() => channel.close())

  const post = (shared: SharedEvent | SharedFact) =>
    channel.post(packTabMessage({ ...shared, sentAt: stamps.next(), from: self, sessionId: sessionId() }))

  scope.add(
    store.onTransition(({ event, outcome }) => {
      const shared = outcome === 'applied' ? sharedEventOf(event, writeSession) : undefined
      if (shared && 'signInIds' in shared) newsOf(shared.signInIds, stamps.next())
      if (shared) post(shared)
      holds.keepOnlyOf(sessionId())
    }),
  )
  scope.add(outbox.subscribe(post))
}
