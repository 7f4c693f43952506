import type { FlowState } from '@wachter/core/flows'
import type { FaultRule } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { faultsOf } from '../fuzz/witness.js'
import { type Action, actions } from './actions.js'
import type { Browser } from './browser.js'
import { type FrozenPlace, freeze } from './frozen-place.js'
import { said, sentCount } from './place.js'

/** What may happen to one request. */
interface Mishap {
  readonly name: string
  readonly rule: FaultRule
  /** Strikes everything, not only what the action asks. */
  readonly everywhere?: boolean
  /** Whether the server acts all the same. */
  readonly acts: boolean
  readonly code: string
}

const mishaps: readonly Mishap[] = [
  { name: 'never arrives', rule: { drop: true }, acts: false, code: 'offline' },
  { name: 'is sent while offline', rule: { drop: true }, everywhere: true, acts: false, code: 'offline' },
  { name: 'loses its answer', rule: { dropResponse: true }, acts: true, code: 'offline' },
  { name: 'is never answered', rule: { hold: true }, acts: true, code: 'timed-out' },
  { name: 'fails', rule: { status: 500 }, acts: false, code: 'server-error' },
  { name: 'comes too often', rule: { status: 429 }, acts: false, code: 'rate-limited' },
  { name: 'is answered with a page', rule: { body: '<html>' }, acts: false, code: 'invalid-response' },
  { name: 'is answered with a list', rule: { body: [] }, acts: false, code: 'invalid-response' },
  { name: 'is answered with half an answer', rule: { body: '{"data":{"id":' }, acts: false, code: 'invalid-response' },
]

describe.each(actions)('$name', (action) => {
  test.each(mishaps)('$name: the step shows why, and can be done again', async (mishap) => {
    const place = freeze()
    const browser = place.openBrowser()
    const { tab, act } = await action.reach(place, browser)
    const before = { step: said(tab.step()), sent: sentCount(place) }
    const { path } = action
    const fault = place.world.faults.add(mishap.everywhere ? mishap.rule : { path, ...mishap.rule })

    const state = await place.settled(act())
    expect(leaks(state, action, place, browser)).toEqual([])
    expect(state.pending).toBeUndefined()
    // What the session tells although no answer came is no mishap.
    const isLanded = mishap.acts && action.changes
    expect(state.error?.code).toBe(isLanded ? undefined : codeOf(mishap, action))
    const isSent = mishap.acts && (action.path === '/auth/prepare-verification' || isLanded)
    expect(sentCount(place) - before.sent).toBe(isSent ? action.sends : 0)
    if (!isLanded) expect(said(tab.step())).toEqual(before.step)

    fault.remove()
    if (isLanded) {
      expect(tab.step().kind).toBe(action.leadsTo)
      return
    }
    const { error, step } = await place.settled(act())
    expect({ code: error?.code, kind: step.kind }).toEqual({ code: undefined, kind: action.leadsTo })
    expect(leaks(state, action, place, browser)).toEqual([])
  })
})

/** Offline, what became of a change is not even known. */
function codeOf({ everywhere, code }: Mishap, { changes }: Action): string {
  return everywhere && changes ? 'unconfirmed' : code
}

function leaks({ error }: FlowState<unknown>, action: Action, place: FrozenPlace, browser: Browser): string[] {
  const secrets = action.secrets(place)
  return [
    ...(error ? faultsOf(error.cause, secrets) : []),
    ...secrets.filter((secret) => JSON.stringify(error ?? '').includes(secret) || browser.written().includes(secret)),
  ]
}
