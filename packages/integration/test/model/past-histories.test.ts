import { expect, it } from 'vitest'
import { replay } from '../../model/replay.js'
import type { Step } from '../../model/steps.js'

/** Histories that once broke a promise, made as small as they go. */
const histories: Readonly<Record<string, readonly [seed: number, tabs: number, ...steps: readonly Step[]]>> = {
  'shows nobody the memberships of another account while two tabs change at once': [
    732978,
    2,
    { do: 'enter-organization', tab: 1, name: 'Globex' },
    { do: 'impersonate', tab: 1, who: 'linus' },
  ],
  'signs in from a tab that was opened offline': [
    251572,
    1,
    { do: 'offline' },
    { do: 'open' },
    { do: 'sign-in', tab: 1, who: 'linus' },
  ],
  'ends every account that is signed out one after the other': [
    999981,
    1,
    { do: 'enter-organization', tab: 0, name: 'Globex' },
    { do: 'sign-out', tab: 1, who: 'grace' },
    { do: 'sign-out', tab: 0, who: 'ada' },
  ],
  'shows nobody the memberships of another account when two tabs change in turn': [
    622525,
    2,
    { do: 'enter-workspace', tab: 1, name: 'Engineering' },
    { do: 'sign-in', tab: 1, who: 'linus' },
    { do: 'wait', ms: 1000 },
    { do: 'enter-workspace', tab: 0, name: 'Research' },
  ],
  'hears the server although the clock is set back by a day': [
    999983,
    2,
    { do: 'kill', tab: 2 },
    { do: 'open' },
    { do: 'sign-out', tab: 2, who: 'ada' },
    { do: 'set-clock', byMs: -86400000 },
  ],
  'finishes a sign-out that the server failed at first': [
    870056,
    1,
    { do: 'wait', ms: 347 },
    { do: 'fault', tab: 0, fault: '500' },
    { do: 'sign-out', tab: 0 },
    { do: 'wait', ms: 6000 },
  ],
  'finishes the sign-out of a killed tab before it switches accounts': [
    376439,
    1,
    { do: 'sign-out', tab: 0 },
    { do: 'open' },
    { do: 'kill', tab: 0 },
    { do: 'switch-account', tab: 2, who: 'ada' },
  ],
  'settles a refetch begun offline beside a sign-out': [
    204028,
    2,
    { do: 'open' },
    { do: 'sign-out', tab: 2, who: 'ada' },
    { do: 'offline' },
    { do: 'wait', ms: 260 },
    { do: 'refetch', tab: 2 },
    { do: 'wait', ms: 27 },
  ],
  'gives no old token in a tab that was frozen through a switch': [
    0,
    2,
    { do: 'token', tab: 1 },
    { do: 'wait', ms: 30 },
    { do: 'freeze', tab: 1 },
    { do: 'wait', ms: 600 },
    { do: 'enter-organization', tab: 0, name: 'Acme' },
    { do: 'wait', ms: 3000 },
    { do: 'thaw', tab: 1 },
  ],
  'gives no old token in a tab that was stopped through a switch': [
    0,
    2,
    { do: 'token', tab: 1 },
    { do: 'wait', ms: 1000 },
    { do: 'stop', tab: 1 },
    { do: 'enter-organization', tab: 0, name: 'Acme' },
    { do: 'wait', ms: 3000 },
    { do: 'start', tab: 1 },
    { do: 'token', tab: 1 },
  ],
  'keeps two signed-out accounts away while the server has yet to hear of it': [
    164462,
    2,
    { do: 'sign-out', tab: 1, who: 'ada' },
    { do: 'offline' },
    { do: 'sign-out', tab: 2 },
    { do: 'wait', ms: 12000 },
    { do: 'refetch', tab: 0 },
  ],
  'ends no session ahead of the server after a rate limit and eight hours of sleep': [
    16,
    2,
    { do: 'token', tab: 1, template: 'short', force: true },
    { do: 'fault', tab: 0, fault: '429' },
    { do: 'token', tab: 2, template: 'short', force: true },
    { do: 'impersonate', tab: 0, who: 'linus' },
    { do: 'sleep', ms: 28800000 },
  ],
}

for (const [name, history] of Object.entries(histories)) {
  it(name, async () => {
    expect((await replay(...history)).violations).toEqual([])
  })
}
