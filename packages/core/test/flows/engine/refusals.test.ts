import { describe, expect, test } from 'vitest'
import { namedAs, renamed } from '../../../src/flows/engine/refusals.js'
import { createSignIn, createWaitlist } from '../../../src/flows/index.js'
import { SessionError } from '../../../src/index.js'
import { setUp } from '../../set-up.js'
import { at } from '../steps.js'

const problem = { code: '', message: 'Invalid or expired OTP' }
const refusal = new SessionError('rejected', problem.message, { status: 400, errors: [problem], data: { left: 2 } })

describe('a refusal that is given another name', () => {
  test("keeps the server's sentence, all it said, and the original as its cause", () => {
    expect(renamed(refusal, 'code-rejected', 'The code is wrong')).toMatchObject({
      code: 'code-rejected',
      message: problem.message,
      status: 400,
      errors: [problem],
      data: { left: 2 },
      cause: refusal,
    })
  })

  test('has our sentence where the server gave none', () => {
    const silent = new SessionError('rejected', 'HTTP 400', { status: 400 })
    expect(renamed(silent, 'code-rejected', 'The code is wrong')).toMatchObject({
      message: 'The code is wrong',
      cause: silent,
    })
  })

  test.each([
    ['one the server named', new SessionError('user-disabled', 'Disabled', { status: 400 })],
    ['one with another status', new SessionError('rejected', 'No', { status: 409 })],
    ['what a proxy says', new SessionError('server-error', 'HTTP 400')],
    ['what never arrived', new SessionError('offline', 'Not reached')],
  ])('is not %s', (_, error) => {
    expect(() => namedAs(400, 'code-rejected', 'The code is wrong')(error)).toThrow(error)
  })
})

test('a wrong code tells what the server said of it', async () => {
  const { open } = setUp()
  const flow = createSignIn((await open()).client)
  await at(flow.$state.get(), 'start').emailCode({ email: 'ada@example.com' })
  const { error } = await at(flow.$state.get(), 'verify-code').verify('000000')
  expect(error).toMatchObject({ code: 'code-rejected', message: problem.message })
  expect(error?.cause.cause).toMatchObject({ code: 'rejected', status: 400, message: problem.message })
})

test('a waitlist that is closed tells what the server said of it', async () => {
  const { open, world } = setUp()
  const body = { status: 400, message: 'Waitlist is not enabled', data: null, errors: null }
  world.faults.add({ path: '/waitlist/join', status: 400, body })
  const { error } = await at(createWaitlist((await open()).client).$state.get(), 'start').join({ email: 'a@b.cd' })
  expect(error).toMatchObject({ code: 'waitlist-closed', message: body.message })
  expect(error?.cause.cause).toMatchObject({ code: 'rejected', status: 400 })
})
