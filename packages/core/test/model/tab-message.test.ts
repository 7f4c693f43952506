import { describe, expect, test } from 'vitest'
import { SessionError } from '../../src/errors.js'
import type { SessionEvent } from '../../src/model/session-state.js'
import { packTabMessage, readTabMessage, sharedEventOf, type TabMessage } from '../../src/model/tab-message.js'
import { aContainer } from '../set-up.js'

const sender = { from: 'tab', sessionId: 's', stamp: 1 }
const messages: readonly TabMessage[] = [
  { ...sender, type: 'mutation-started', kind: 'sign-out' },
  { ...sender, type: 'mutation-refused' },
  { ...sender, type: 'mutation-unsettled' },
  { ...sender, type: 'mutation-committed', raw: {} },
  { ...sender, type: 'snapshot-received', raw: {} },
  { ...sender, type: 'signed-out', signInId: undefined },
  { ...sender, type: 'resting', path: 'session', untilMs: 1 },
  { ...sender, type: 'minting', template: '' },
  { ...sender, type: 'token', template: '', token: 't', expires: 1, signInId: 'i', startedAtMs: 1 },
]

describe('a message', () => {
  test.each(messages)('$type is read as it was packed', (message) => {
    expect(readTabMessage(structuredClone(packTabMessage(message)))).toMatchObject(message)
  })

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'signed-out'],
    ['a number', 1],
    ['a list', []],
    ['of another version', { ...messages[0], version: 2 }],
    ['of no version', { ...messages[0] }],
    ['of a version that is a text', { ...messages[0], version: '1' }],
    ['of no instant', { ...messages[0], stamp: undefined, version: 1 }],
    ['of nobody', { type: 'mutation-started', version: 1 }],
    ['of somebody who is no text', { ...messages[0], from: {}, version: 1 }],
    ['of an unknown type', { ...sender, type: 'hello', version: 1 }],
    ['of a type every object has', { ...sender, type: 'constructor', version: 1 }],
    ['of the type __proto__', JSON.parse('{"from":"tab","type":"__proto__","version":1}')],
    ['of a type that is no text', { ...sender, type: {}, version: 1 }],
    ['of an event that stays at home', { ...sender, type: 'sign-in-expired', signInId: 'a', stamp: 1, version: 1 }],
  ])('%s is not listened to', (_, data) => {
    expect(readTabMessage(data)).toBeUndefined()
  })

  test.each([undefined, null, 0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e14, Number.MAX_SAFE_INTEGER, 'x', {}])(
    'of an instant like %o is not listened to',
    (instant) => {
      for (const [type, name] of [
        ['signed-out', 'stamp'],
        ['snapshot-received', 'stamp'],
        ['mutation-committed', 'stamp'],
        ['minting', 'stamp'],
        ['resting', 'stamp'],
        ['resting', 'untilMs'],
        ['token', 'startedAtMs'],
      ] as const)
        expect(readTabMessage({ ...sender, type, [name]: instant, version: 1 })).toBeUndefined()
    },
  )

  test('pollutes no prototype', () => {
    const data = JSON.parse('{"from":"t","type":"minting","version":1,"__proto__":{"admin":true}}')
    readTabMessage(data)
    packTabMessage(data)
    expect(({} as Record<string, unknown>).admin).toBeUndefined()
  })
})

describe('an event', () => {
  const error = new SessionError('offline', '')
  const container = aContainer()

  test.each<[SessionEvent, unknown]>([
    [
      { type: 'mutation-started', kind: 'k' },
      { type: 'mutation-started', kind: 'k' },
    ],
    [{ type: 'mutation-refused', error }, { type: 'mutation-refused' }],
    [
      { type: 'mutation-unsettled', error, stamp: 1 },
      { type: 'mutation-unsettled', stamp: 1 },
    ],
    [
      { type: 'mutation-committed', container, raw: 'raw', stamp: 1, heard: 2, error },
      { type: 'mutation-committed', raw: 'raw', stamp: 1 },
    ],
    [
      { type: 'snapshot-received', container, raw: 'raw', stamp: 1, heard: 2 },
      { type: 'snapshot-received', raw: 'raw', stamp: 1 },
    ],
    [
      { type: 'signed-out', signInId: 'a', stamp: 1 },
      { type: 'signed-out', signInId: 'a', stamp: 1 },
    ],
  ])('%o travels without container and error', (event, shared) => {
    expect(sharedEventOf(event)).toStrictEqual(shared)
  })

  test.each<SessionEvent>([
    { type: 'snapshot-received', container, raw: 'raw', stamp: 1, heard: 2, foreign: true },
    { type: 'signed-out', signInId: 'a', stamp: 1, foreign: true },
    { type: 'remembered', container },
    { type: 'retrieval-failed', error, stamp: 1 },
    { type: 'sign-in-expired', signInId: 'a', stamp: 1 },
    { type: 'doubted', stamp: 1 },
    { type: 'foreign-change-started', from: 'x' },
    { type: 'foreign-change-ended', from: 'x', doubt: true, stamp: 1 },
  ])('$type stays at home', (event) => {
    expect(sharedEventOf(event)).toBeUndefined()
  })
})
