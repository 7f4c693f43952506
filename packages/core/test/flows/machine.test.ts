import { atom } from 'nanostores'
import { describe, expect, test, vi } from 'vitest'
import { createMachine } from '../../src/flows/machine.js'
import type { Client } from '../../src/index.js'
import type { SessionState } from '../../src/model/session-state.js'
import { aContainer, aSignIn, clock } from '../set-up.js'

const state = (who: string, others: readonly string[] = []): SessionState => ({
  status: 'signed-in',
  container: aContainer([aSignIn(who), ...others.map((id) => aSignIn(id))]),
  ended: undefined,
  pending: undefined,
  stale: false,
  error: undefined,
})

/** A machine over a session that a test sets, with what it notices of it. */
function setUp(first: SessionState, isHeld = false) {
  const $state = atom(first)
  const onLeft = vi.fn()
  const holding = { isHeld }
  const client = { $state, initialState: first, ports: { clock } } as unknown as Client
  const machine = createMachine({
    client,
    stepOf: () => ({ kind: 'start' }),
    isHolding: () => holding.isHeld,
    onLeft,
  })
  return { $state, machine, onLeft, holding }
}

describe('a machine that nobody watches', () => {
  test('follows the session while it holds something, and no longer', () => {
    const { $state, machine, onLeft, holding } = setUp(state('a', ['b']), true)
    machine.refresh()
    $state.set(state('a'))
    expect(onLeft).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ id: 'b' }))
    holding.isHeld = false
    $state.set(state('a', ['c']))
    expect($state.lc).toBe(0)
  })

  test('follows it while an action runs', async () => {
    const { $state, machine } = setUp(state('a', ['b']))
    let finish = () => {}
    const work = () => new Promise<void>((resolve) => (finish = resolve))
    const done = machine.act(undefined, 'work', undefined, work)
    await Promise.resolve()
    const binding = machine.bindToAccount()
    $state.set(state('b', ['a']))
    $state.set(state('a', ['b']))
    expect(binding.isKept()).toBe(false)
    finish()
    await done
    expect($state.lc).toBe(0)
  })

  test('sees at the next look who has left, without listening', () => {
    const { $state, machine, onLeft } = setUp(state('a', ['b']))
    $state.set(state('b'))
    expect($state.lc).toBe(0)
    machine.$state.get()
    expect(onLeft).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ id: 'a' }))
  })
})
