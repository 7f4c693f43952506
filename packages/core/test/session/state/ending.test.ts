import { expect, test } from 'vitest'
import type { SessionContainer } from '../../../src/model/session.js'
import { endingOf } from '../../../src/session/state/ending.js'
import { initialMachine, type SessionEvent } from '../../../src/session/state/machine.js'
import { reduceSession } from '../../../src/session/state/reduce-session.js'
import { aContainer, anAnswer, aSignIn } from '../../set-up.js'

const endsAtMs = 5_000
const a = aSignIn('a', { expiresAtMs: endsAtMs })
const b = aSignIn('b')
const starting = (container: SessionContainer) => initialMachine({ container, isOld: false })
const signedIn = starting(aContainer([a, b]))
const heard = (container: SessionContainer): SessionEvent => ({ type: 'answer-received', answer: anAnswer(container) })
const without = aContainer([b], { activeSignIn: undefined })

const reasonOf = (event: SessionEvent, before = signedIn, serverNowMs = 0) =>
  endingOf(before.state, reduceSession(before, event, serverNowMs).machine.state, event, serverNowMs)

test.each<[string, string | undefined, SessionEvent]>([
  ['this client signed all out', 'here', { type: 'signed-out', signInIds: ['a', 'b'], at: 9 }],
  ['this client signed the active account out', 'here', { type: 'signed-out', signInIds: ['a'], at: 9 }],
  ['another tab signed out', 'elsewhere', { type: 'signed-out', signInIds: ['a', 'b'], at: 9, from: 'tab' }],
  ['another page noted a sign-out', 'elsewhere', { type: 'sign-out-noted', signInIds: ['a'], at: 9 }],
  ['the sign-in is over', 'expired', { type: 'sign-in-expired', signInId: 'a', at: 9 }],
  ['the server lists it no more', 'revoked', heard(without)],
  ['the server lists it, not as active', 'elsewhere', heard(aContainer([a, b], { activeSignIn: undefined }))],
  ['the browser session is another one', 'replaced', heard(aContainer([], { id: 'other' }))],
  ['a dormant account was signed out', undefined, { type: 'signed-out', signInIds: ['b'], at: 9 }],
  ['a dormant account was noted as signed out', undefined, { type: 'sign-out-noted', signInIds: ['b'], at: 9 }],
  ['another account became active', undefined, heard(aContainer([a, b], { activeSignIn: b }))],
  ['another browser session has an active account', undefined, heard(aContainer([b], { id: 'other' }))],
  ['nothing changed', undefined, heard(aContainer([a, b]))],
])('when %s the reason is %s', (_, reason, event) => {
  expect(reasonOf(event)).toBe(reason)
})

test('a sign-in that is gone from its end on has expired, by the time of the server', () => {
  expect(reasonOf(heard(without), signedIn, endsAtMs - 1)).toBe('revoked')
  expect(reasonOf(heard(without), signedIn, endsAtMs)).toBe('expired')
})

test('a sign-out is a sign-out, also at the end of the sign-in', () => {
  expect(reasonOf({ type: 'signed-out', signInIds: ['a'], at: 9 }, signedIn, endsAtMs)).toBe('here')
})

test('a session in which no account was active does not end', () => {
  const event = heard(aContainer([], { id: 'other' }))
  for (const before of [initialMachine(), starting(aContainer([]))]) expect(reasonOf(event, before)).toBeUndefined()
})
