import { expect, test, vi } from 'vitest'
import { SessionError } from '../../src/errors.js'
import { withDeadline } from '../../src/time/deadline.js'
import { clock, codeOf, follow, freezeTime, pass } from '../set-up.js'

const never = () => new Promise<never>(() => {})

test('work that settles in time settles as it does', async () => {
  freezeTime()
  expect(await withDeadline(clock, 100, undefined, async () => 1)).toBe(1)
  expect(await codeOf(withDeadline(clock, 100, undefined, () => Promise.reject(new SessionError('x', ''))))).toBe('x')
  expect(vi.getTimerCount()).toBe(0)
})

test('work that takes longer is timed out at the very instant, and told to stop', async () => {
  freezeTime()
  let signal: AbortSignal | undefined
  const outcome = follow(
    withDeadline(clock, 100, undefined, (given) => {
      signal = given
      return never()
    }),
  )
  await pass(99)
  expect(outcome.settled).toBe(false)
  await pass(1)
  expect(outcome.code).toBe('timed-out')
  expect(signal?.reason).toMatchObject({ code: 'timed-out' })
})

test('a caller who gives up is answered at once', async () => {
  freezeTime()
  const controller = new AbortController()
  const outcome = follow(withDeadline(clock, 100, controller.signal, never))
  controller.abort()
  await pass()
  expect(outcome.code).toBe('aborted')
  const already = follow(withDeadline(clock, 100, controller.signal, never))
  await pass()
  expect(already.code).toBe('aborted')
})

test('a reason that is an error of ours is passed on as it is', async () => {
  freezeTime()
  const reason = new SessionError('superseded', 'Later')
  const outcome = follow(withDeadline(clock, 100, AbortSignal.abort(reason), never))
  await pass()
  expect(outcome.error).toBe(reason)
})
