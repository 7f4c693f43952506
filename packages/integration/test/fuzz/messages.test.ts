/** @module-tag long */

import { isSessionError, type OpenChannel } from '@wachter/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { signedInSession } from '../fixtures/session.js'
import { edited, edits, hostileValue } from './hostile.js'
import { visit } from './visit.js'
import { faultsOf, howOften, longestMs, watch } from './witness.js'

const { mishaps } = watch()

const kinds = [
  'mutation-started',
  'mutation-refused',
  'mutation-unsettled',
  'mutation-committed',
  'answer-received',
  'signed-out',
  'sign-out-refused',
  'minting',
  'backing-off',
  'token',
]

/** Mostly what another tab would say, now and then anything. */
const mostly = (...good: readonly unknown[]) =>
  fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...good) }, { weight: 2, arbitrary: hostileValue })

const nowMs = Date.UTC(2026, 5, 1, 12)
const instants = [
  nowMs - 1,
  nowMs,
  nowMs + 5_000,
  1,
  0,
  -1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  1e14 - 1,
  1e14,
  1e300,
]
const jwtOf = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims) ?? '').toString('base64url')}.AAAA`

const message = fc.oneof(
  { weight: 1, arbitrary: hostileValue },
  {
    weight: 12,
    arbitrary: fc.record(
      {
        version: mostly(2, 2, 2, 2, 1, 3, '2'),
        from: mostly('another tab', 'a third tab'),
        sessionId: mostly(signedInSession.id, signedInSession.id, signedInSession.id, '7', undefined),
        type: mostly(...kinds),
        sentAt: mostly(nowMs, nowMs, nowMs, ...instants),
        wire: fc.oneof(
          edits.map((changes) => edited(signedInSession, changes)),
          hostileValue,
        ),
        askedAt: mostly(...instants),
        heardAt: mostly(...instants),
        settledAt: mostly(...instants),
        at: mostly(...instants),
        signInIds: mostly([], [signedInSession.active_signin.id], ['7', '7']),
        signInId: mostly(signedInSession.active_signin.id, undefined, '7'),
        template: mostly('', 'billing', '__proto__'),
        token: fc.oneof(hostileValue.map(jwtOf), hostileValue),
        expires: mostly(...instants),
        startedAtMs: mostly(...instants),
        key: mostly('session', 'session/token', 'me', '__proto__'),
        untilMs: mostly(...instants),
      },
      { requiredKeys: ['version', 'from', 'sessionId', 'sentAt', 'type'] },
    ),
  },
)

/** The hold for another tab, then what a token may take. */
const boundMs = 40_000

test(
  'hostile messages of other tabs are survived, hold nobody up for long and are forgotten',
  async () => {
    const property = fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 8 }), async (messages) => {
      let hear: (message: unknown) => void = () => undefined
      const openChannel: OpenChannel = (_name, onMessage) => {
        hear = onMessage
        return { post: (said) => void structuredClone(said), close: () => undefined }
      }
      const problems = await visit(
        async ({ client, server, time, page, secrets }) => {
          const found: string[] = []
          const asked = server.requests()
          for (const said of messages) hear(structuredClone(said))
          const asking = client.getToken()
          if (!(await time.passUntil(asking, boundMs))) found.push('hangs')
          await asking.catch((error: unknown) => found.push(...faultsOf(error, secrets)))
          const { error } = client.$state.get()
          if (error && !isSessionError(error)) found.push('shows an error that is none')
          await time.pass(boundMs)
          // Each may make us ask once, and what was asked may be asked once more.
          const most = 2 * messages.length + 10
          if (server.requests() - asked > most) found.push(`asks ${server.requests() - asked} times`)
          page.signal('resume')
          return found
        },
        { openChannel },
      )
      expect([...problems, ...mishaps()]).toEqual([])
    })
    await fc.assert(property, howOften(400, 3_000))
  },
  longestMs,
)
