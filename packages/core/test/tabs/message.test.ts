import { describe, expect, test } from 'vitest'
import { SessionError } from '../../src/errors.js'
import { sessionToWire } from '../../src/http/endpoints.js'
import type { SessionEvent } from '../../src/session/state/machine.js'
import { packTabMessage, readTabMessage, sharedEventOf, type TabMessage } from '../../src/tabs/message.js'
import { aContainer, anAnswer } from '../set-up.js'

const version = 2
const sender = { from: 'tab', sessionId: 's', sentAt: 10 }
const messages: readonly TabMessage[] = [
  { ...sender, type: 'mutation-started' },
  { ...sender, type: 'mutation-refused' },
  { ...sender, type: 'mutation-unsettled' },
  { ...sender, type: 'mutation-committed', wire: {}, settledAt: 1, askedAt: 2, heardAt: 3 },
  { ...sender, type: 'answer-received', wire: {}, askedAt: 2, heardAt: 3 },
  { ...sender, type: 'signed-out', signInIds: ['a', 'b'], at: 9 },
  { ...sender, type: 'sign-out-refused', signInIds: ['a'] },
  { ...sender, type: 'backing-off', key: 'session', untilMs: 99 },
  { ...sender, type: 'minting', template: '' },
  { ...sender, type: 'token', template: '', token: 't', expires: 1, signInId: 'i', askedAt: 2, startedAtMs: 99 },
]
const instants = messages.flatMap((message) =>
  Object.keys(message)
    .filter((name) => name.endsWith('At') || name.endsWith('AtMs') || name === 'at' || name === 'untilMs')
    .map((name) => ({ message, type: message.type, name })),
)
const stamps = instants.filter(({ name }) => !name.endsWith('Ms') && name !== 'sentAt')

describe('a message', () => {
  test.each(messages)('$type is read as it was packed', (message) => {
    expect(readTabMessage(structuredClone(packTabMessage(message)))).toMatchObject(message)
  })

  test('is read where the browser session of its tab is not known', () => {
    for (const message of messages)
      expect(readTabMessage(packTabMessage({ ...message, sessionId: undefined }))).toBeDefined()
  })

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'signed-out'],
    ['a number', 1],
    ['a list', []],
    ['of the version before', { ...messages[0], version: 1 }],
    ['of the version after', { ...messages[0], version: 3 }],
    ['of no version', { ...messages[0] }],
    ['of a version that is a text', { ...messages[0], version: '2' }],
    ['of no tab', { ...messages[0], from: undefined, version }],
    ['of a tab that is no text', { ...messages[0], from: {}, version }],
    ['of a browser session that is no text', { ...messages[0], sessionId: {}, version }],
    ['of an unknown type', { ...sender, type: 'hello', version }],
    ['of a type every object has', { ...sender, type: 'constructor', version }],
    ['of the type __proto__', JSON.parse('{"from":"tab","sentAt":1,"type":"__proto__","version":2}')],
    ['of a type that is no text', { ...sender, type: {}, version }],
    ['of an event that stays at home', { ...sender, type: 'sign-in-expired', signInId: 'a', at: 1, version }],
  ])('%s is not listened to', (_, data) => {
    expect(readTabMessage(data)).toBeUndefined()
  })

  test('has an instant of its own and one for each thing it tells the time of', () => {
    expect(instants.filter(({ name }) => name === 'sentAt')).toHaveLength(messages.length)
    expect(stamps.map(({ type, name }) => `${type} ${name}`)).toEqual([
      'mutation-committed settledAt',
      'mutation-committed askedAt',
      'mutation-committed heardAt',
      'answer-received askedAt',
      'answer-received heardAt',
      'signed-out at',
      'token askedAt',
    ])
  })

  test.each(instants)('$type with a $name that is no instant is not listened to', ({ message, name }) => {
    const read = (instant: unknown) => readTabMessage({ ...message, [name]: instant, version })
    for (const bad of [undefined, null, 0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e14, Number.MAX_SAFE_INTEGER])
      expect(read(bad)).toBeUndefined()
    for (const bad of ['x', '5', {}, [5], true, 5n]) expect(read(bad)).toBeUndefined()
    expect(read(10)).toBeDefined()
  })

  test.each(stamps)('$type with a $name after it was sent is not listened to: it cannot be known', (stamp) => {
    const read = (instant: number) => readTabMessage({ ...stamp.message, [stamp.name]: instant, version })
    expect(read(10)).toBeDefined()
    expect(read(11)).toBeUndefined()
    expect(read(86_400_000)).toBeUndefined()
  })

  test('may tell of a wait and of a wall clock ahead of its own stamp', () => {
    for (const message of messages.filter(({ type }) => type === 'backing-off' || type === 'token'))
      expect(readTabMessage(packTabMessage(message))).toBeDefined()
  })

  test('pollutes no prototype', () => {
    const data = JSON.parse('{"from":"t","sentAt":1,"type":"minting","version":2,"__proto__":{"admin":true}}')
    packTabMessage(readTabMessage(data) ?? data)
    expect(({} as Record<string, unknown>).admin).toBeUndefined()
  })
})

describe('an event', () => {
  const error = new SessionError('offline', '')
  const answer = anAnswer(aContainer(), 1, 2)
  const shared = { wire: sessionToWire(answer.container), askedAt: 1, heardAt: 2 }

  test.each<[SessionEvent, unknown]>([
    [{ type: 'mutation-started', kind: 'k' }, { type: 'mutation-started' }],
    [{ type: 'mutation-refused', error, next: 'k' }, { type: 'mutation-refused' }],
    [{ type: 'mutation-unsettled', error, at: 1, next: undefined }, { type: 'mutation-unsettled' }],
    [
      { type: 'mutation-committed', answer, settledAt: 3, error, next: 'k' },
      { type: 'mutation-committed', settledAt: 3, ...shared },
    ],
    [
      { type: 'answer-received', answer },
      { type: 'answer-received', ...shared },
    ],
    [
      { type: 'signed-out', signInIds: ['a'], at: 1 },
      { type: 'signed-out', signInIds: ['a'], at: 1 },
    ],
    [
      { type: 'sign-out-refused', signInIds: ['a'] },
      { type: 'sign-out-refused', signInIds: ['a'] },
    ],
  ])('%o travels in the shape of the server, without error and without what is shown', (event, message) => {
    expect(sharedEventOf(event, sessionToWire)).toStrictEqual(message)
  })

  test.each<SessionEvent>([
    { type: 'answer-received', answer, from: 'x' },
    { type: 'mutation-committed', answer, settledAt: 3, error: undefined, next: undefined, from: 'x' },
    { type: 'signed-out', signInIds: ['a'], at: 1, from: 'x' },
    { type: 'sign-out-refused', signInIds: ['a'], from: 'x' },
  ])('$type that came from another tab is not told again', (event) => {
    expect(sharedEventOf(event, sessionToWire)).toBeUndefined()
  })

  test.each<SessionEvent>([
    { type: 'remembered', container: aContainer() },
    { type: 'retrieval-failed', error, askedAt: 1 },
    { type: 'sign-in-expired', signInId: 'a', at: 1 },
    { type: 'sign-out-noted', signInIds: ['a'], at: 1 },
    { type: 'doubted', at: 1 },
    { type: 'clock-set-back', at: 1 },
    { type: 'foreign-change-started', from: 'x' },
    { type: 'foreign-change-ended', from: 'x', doubtedAt: 1 },
  ])('$type stays at home', (event) => {
    expect(sharedEventOf(event, sessionToWire)).toBeUndefined()
  })
})
