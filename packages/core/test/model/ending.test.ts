import { expect, test } from 'vitest'
import { endingOf } from '../../src/model/ending.js'
import { initialMachine, reduceSession, type SessionEvent } from '../../src/model/session-state.js'
import { aContainer, aSignIn } from '../set-up.js'

const a = aSignIn('a')
const b = aSignIn('b')
const before = initialMachine(aContainer([a, b]))

const heard = (container = aContainer([a])): SessionEvent => ({
  type: 'snapshot-received',
  container,
  raw: 0,
  stamp: 9,
  heard: 9,
})

test.each<[string, string | undefined, SessionEvent]>([
  ['this client signed out', 'here', { type: 'signed-out', signInId: undefined, stamp: 9 }],
  ['this client signed the active account out', 'here', { type: 'signed-out', signInId: 'a', stamp: 9 }],
  ['another tab signed out', 'elsewhere', { type: 'signed-out', signInId: undefined, stamp: 9, foreign: true }],
  ['the sign-in is over', 'expired', { type: 'sign-in-expired', signInId: 'a', stamp: 9 }],
  ['the server lists it no more', 'revoked', heard(aContainer([b], { activeSignIn: undefined }))],
  ['the server lists it, not as active', 'elsewhere', heard(aContainer([a, b], { activeSignIn: undefined }))],
  ['the browser session is another one', 'replaced', heard(aContainer([], { id: 'other' }))],
  ['a dormant account was signed out', undefined, { type: 'signed-out', signInId: 'b', stamp: 9 }],
  ['another account became active', undefined, heard(aContainer([a, b], { activeSignIn: b }))],
  ['nothing changed', undefined, heard(aContainer([a, b]))],
])('when %s the reason is %s', (_, reason, event) => {
  expect(endingOf(before.state, reduceSession(before, event).state, event)).toBe(reason)
})

test('a session that nobody was signed in to does not end', () => {
  const event = heard(aContainer([], { id: 'other' }))
  for (const machine of [initialMachine(), initialMachine(aContainer([]))])
    expect(endingOf(machine.state, reduceSession(machine, event).state, event)).toBeUndefined()
})
