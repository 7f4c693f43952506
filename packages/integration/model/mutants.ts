/** One guard of the core, broken. */
export interface Mutant {
  /** What it no longer does. */
  readonly name: string
  /** Below the sources of the core. */
  readonly file: string
  /** Stands there once. */
  readonly from: string
  readonly to: string
}

export const mutants: readonly Mutant[] = [
  {
    name: 'hands out what it minted without looking whether the context is still the same',
    file: 'commands/get-token.ts',
    from: 'if (epoch === store.epoch() && isReady() && minting.isOurs(minted, surprises > 0)) {',
    to: '{',
  },
  {
    name: 'does not compare the claims of a token with the context',
    file: 'commands/minting.ts',
    from: 'return context !== undefined && isSettled(store) && agrees(claims, context, confirmed)',
    to: 'return context !== undefined && isSettled(store)',
  },
  {
    name: 'keeps the tokens of a context that has ended',
    file: 'state/token-cache.ts',
    from: '      held.clear()\n',
    to: '',
  },
  {
    name: 'hands out tokens long after their end',
    file: 'model/freshness.ts',
    from: 'const usableMs = lifetimeMs - Math.min(lifetimeMs / 6, maxLeewayMs)',
    to: 'const usableMs = lifetimeMs * 10 - maxLeewayMs',
  },
  {
    name: 'lets an answer asked for earlier replace a newer one',
    file: 'model/session-state.ts',
    from: "case 'snapshot-received':\n      if (event.stamp <= asOf) return machine\n",
    to: "case 'snapshot-received':\n",
  },
  {
    name: 'takes either of two answers that were asked for at once',
    file: 'model/session-state.ts',
    from: '(event.stamp <= heard && reuse(state.container, event.container) !== state.container)',
    to: 'false',
  },
  {
    name: 'trusts what it heard before it learned that its clock is behind',
    file: 'effects/tabs.ts',
    from: "if (isAhead) store.apply({ type: 'doubted', stamp: stamps.next() })",
    to: '',
  },
  {
    name: 'does not announce a change before it asks the server',
    file: 'model/tab-message.ts',
    from: "  'mutation-started': 'stamp',\n",
    to: '',
  },
  {
    name: 'waits without end for the change of another tab',
    file: 'effects/tabs.ts',
    from: 'const timer = clock.setTimeout(() => end(true), longestMs)',
    to: 'const timer = undefined',
  },
  {
    name: 'gives tokens while a change of its own is under way',
    file: 'state/session-store.ts',
    from: 'return state.pending === undefined && awaiting.length === 0',
    to: 'return awaiting.length === 0',
  },
  {
    name: 'lets a request take as long as it likes',
    file: 'http/deadline.ts',
    from: 'const timer = clock.setTimeout(',
    to: 'const timer = void (',
  },
  {
    name: 'asks for the session before an unfinished sign-out is finished',
    file: 'commands/retrieval.ts',
    from: '    await settleSignOut()\n',
    to: '',
  },
  {
    name: 'retries twenty times a second',
    file: 'effects/revalidation.ts',
    from: 'const retryMs = 5_000',
    to: 'const retryMs = 50',
  },
  {
    name: 'leaves the line to other tabs open',
    file: 'effects/tabs.ts',
    from: '    () => channel.close(),\n',
    to: '',
  },
  {
    name: 'leaves the timer of the expiry running',
    file: 'effects/expiry-timer.ts',
    from: 'onTold(arm), () => clock.clearTimeout(timer)]',
    to: 'onTold(arm)]',
  },
  {
    name: 'shows a change part by part',
    file: 'state/session-store.ts',
    from: 'batch(() => {\n        for (const sync of syncs) sync()\n      })',
    to: 'for (const sync of syncs) sync()',
  },
  {
    name: 'trusts what it knew before it was frozen',
    file: 'effects/revalidation.ts',
    from: "if (signal === 'resume') store.apply({ type: 'doubted', stamp: stamps.next() })",
    to: '',
  },
  {
    name: 'never asks again after a failure',
    file: 'effects/revalidation.ts',
    from: 'const healMs = state.error?.retryAfterMs ?? retryMs',
    to: 'const healMs = 0',
  },
]
