import { expect, it } from 'vitest'
import { createRun } from '../../simulation/play/run.js'
import type { Step } from '../../simulation/steps/steps.js'
import { quietRequestsPerMinute } from '../../simulation/witness/bounds.js'
import type { Owner } from '../../simulation/world/timeline.js'

const pollMs = 5_000

/** A run whose first tab asks for the session every so often, whatever else it does. */
async function runWithPoll(everyMs: number, steps: readonly Step[], forMs: number) {
  const run = await createRun({ seed: 1, setting: { tabs: 1 }, lists: false })
  try {
    run.open({})
    const [tab] = run.live()
    if (!tab) throw new Error('No tab')
    const poll = (): void => {
      tab.client.request({ path: 'session', schema: anything, urgent: true }).catch(() => undefined)
      run.timeline.after(everyMs, tab as Owner, 'a poll', poll)
    }
    tab.enter(poll)
    for (const step of steps) await run.perform(step)
    await run.pass(forMs)
    return run.witness.violations.map(({ invariant }) => invariant)
  } finally {
    run.close()
  }
}

const anything = { '~standard': { validate: (value: unknown) => ({ value }) } } as const

it('notices a client that asks every five seconds, though nothing is asked of it', async () => {
  expect(await runWithPoll(pollMs, [], 180_000)).toContain('e: too many requests')
})

it('notices one that asks every five seconds while the server fails', async () => {
  const failing: Step = { do: 'break', path: 'session', fault: '500' }
  expect(await runWithPoll(pollMs, [failing], 240_000)).toContain('e: too many requests')
})

it('notices one that asks every five seconds after a busy minute', async () => {
  const busy: Step[] = [
    { do: 'enter-organization', tab: 0, name: 'Acme' },
    { do: 'token', tab: 0 },
    { do: 'sign-out', tab: 0, who: 'ada' },
    { do: 'refetch', tab: 0 },
  ]
  expect(await runWithPoll(pollMs, busy, 240_000)).toContain('e: too many requests')
})

it('has nothing against a client that asks every minute', async () => {
  expect(await runWithPoll(60_000, [], 300_000)).toEqual([])
  expect(quietRequestsPerMinute).toBeLessThan(60_000 / pollMs)
})
