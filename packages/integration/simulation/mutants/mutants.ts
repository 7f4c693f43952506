/** One guard of the core, broken. */
export interface Mutant {
  /** The missing guard. Each is a row of core's ARCHITECTURE.md, with the history that breaks without the guard. */
  readonly name: string
  /** Path below the core's sources. */
  readonly file: string
  /** Occurs there once. */
  readonly from: string
  readonly to: string
  /** The core's test file that detects it, if the simulation does not play the case. */
  readonly test?: string
}

export const mutants: readonly Mutant[] = [
  {
    name: 'hands out what it minted without looking whether the basis is still the same',
    file: 'tokens/get-token.ts',
    from: 'const isStill = () => basis === tokens.basis() && isReady(clock.now())',
    to: 'const isStill = () => true',
  },
  {
    name: 'does not compare the claims of a token with the context',
    file: 'tokens/minting.ts',
    from: 'store.isCertain() && fits(claims, confirmed)',
    to: 'store.isCertain() && store.context() !== undefined',
  },
  {
    name: 'keeps the tokens of a basis that is no more',
    file: 'tokens/cache.ts',
    from: 'if (isOther) invalidate(',
    to: 'if (false) invalidate(',
  },
  {
    name: 'hands out tokens long after their end',
    file: 'tokens/age.ts',
    from: 'const usableMs = lifetimeMs - Math.min(lifetimeMs / 6, maxLeewayMs)',
    to: 'const usableMs = lifetimeMs * 10 - maxLeewayMs',
  },
  {
    name: 'hears nothing of what a renewal says',
    file: 'tokens/get-token.ts',
    from: 'const contradict = () => void doubt().catch(() => undefined)',
    to: 'const contradict = () => {}',
  },
  {
    name: 'asks again at once after token and session contradicted each other',
    file: 'tokens/get-token.ts',
    from: 'throw backoff.failed(mintKey(call.template), error)',
    to: 'throw error',
    test: 'tokens/get-token.test.ts',
  },
  {
    name: 'shows an answer that was asked for before a doubt',
    file: 'time/freshness.ts',
    from: "if (!isAfterDoubt) return isFresh(freshness) ? 'unordered' : 'older'\n",
    to: '',
  },
  {
    name: 'takes either of two answers that overlap in time and differ',
    file: 'session/state/answers.ts',
    from: "const differs = order === 'unordered' && container !== state.container",
    to: 'const differs = false',
  },
  {
    name: 'ignores what other tabs say before its own first answer',
    file: 'tabs/tabs.ts',
    from: '    if (isOurs) {\n',
    to: '    if (isOurs && sessionId() !== undefined) {\n',
  },
  {
    name: 'does not announce a change before it asks the server',
    file: 'tabs/message.ts',
    from: "    case 'mutation-started':\n    case 'mutation-refused':",
    to: "    case 'mutation-refused':",
  },
  {
    name: 'waits without end for the change of another tab',
    file: 'tabs/holds.ts',
    from: 'const timer = clock.setTimeout(() => release(from, stamps.next()), longestHoldMs)',
    to: 'const timer = undefined',
  },
  {
    name: 'goes on giving tokens when another browser session shows up',
    file: 'tabs/tabs.ts',
    from: '      doubt()\n        .then(',
    to: '      Promise.resolve()\n        .then(',
    test: 'tabs/tabs.test.ts',
  },
  {
    name: 'gives tokens while a change of its own is under way',
    file: 'session/state/machine.ts',
    from: 'state.pending === undefined && changingTabs.length === 0',
    to: 'changingTabs.length === 0',
    test: 'tokens/get-token.test.ts',
  },
  {
    name: 'carries out a change for whoever is active when its turn comes',
    file: 'session/mutations.ts',
    from: "if (scope === 'session' || asker === undefined) return undefined",
    to: 'if (asker !== 0) return undefined',
  },
  {
    name: 'commits an older answer of its change over what was said meanwhile',
    file: 'session/state/answers.ts',
    from: "if (order === 'older') return {",
    to: 'if (false) return {',
  },
  {
    name: 'lets a request take as long as it likes',
    file: 'time/deadline.ts',
    from: 'const timer = clock.setTimeout(',
    to: 'const timer = void (',
  },
  {
    name: 'believes an answer that lists a sign-in it signed out',
    file: 'session/state/answers.ts',
    from: 'const shownOf = ({ container }: Answer) => without(container, machine.endedSignIns)',
    to: 'const shownOf = ({ container }: Answer) => container',
  },
  {
    name: 'forgets what it signed out with the page',
    file: 'session/sign-out/notes.ts',
    from: '    if (text) storage.set(name, text)\n    else storage.remove(name)\n',
    to: '',
  },
  {
    name: 'takes a sign-out for done although the session still lists it',
    file: 'session/sign-out/sign-out.ts',
    from: 'notes.told(ids.filter((id) => !isListed(id)))',
    to: 'notes.told(ids)',
  },
  {
    name: 'leaves no account active after a sign-out',
    file: 'session/sign-out/sign-out.ts',
    from: 'if (container.activeSignIn || wasActive === undefined || activations === maxActivations || !isListed(wasActive)) {',
    to: 'if (true) {',
  },
  {
    name: 'repeats a sign-out without growing waits',
    file: 'session/sign-out/notes.ts',
    from: 'clock.now() + Math.min(firstWaitMs * 2 ** failures, longestWaitMs) * stretch',
    to: 'clock.now() + 2_000',
  },
  {
    name: 'retries twenty times a second',
    file: 'session/revalidation.ts',
    from: 'return state.error?.retryAfterMs ?? grownMs',
    to: 'return 50',
  },
  {
    name: 'never asks again after a failure',
    file: 'session/revalidation.ts',
    from: 'return state.error?.retryAfterMs ?? grownMs',
    to: 'return 0',
  },
  {
    name: 'trusts what it knew before it was frozen',
    file: 'session/revalidation.ts',
    from: "if (signal === 'resume') store.apply({ type: 'doubted', at: stamps.next() })",
    to: '',
  },
  {
    name: 'ends a session by a clock that no token has taught',
    file: 'session/expiry/expiry.ts',
    from: 'if (signIn && serverClock.atLeast() >= (endsAtMs() ?? Infinity)) {',
    to: 'if (signIn) {',
  },
  {
    name: 'keeps a list that was asked for before a change',
    file: 'session/lists/resource.ts',
    from: 'scoped && (since <= store.machine().freshness.doubtedAt || !stamps.isOfNow(since))',
    to: 'scoped && since > Infinity',
  },
  {
    name: 'trusts stamps given before the clock was set back',
    file: 'time/stamps.ts',
    from: 'isOfNow: (stamp) => stamp <= last,',
    to: 'isOfNow: () => true,',
  },
  {
    name: 'lets a listener that throws end the commit',
    file: 'session/state/store.ts',
    from: '      callSafely(() =>\n        batch(() => {\n          for (const sync of syncs) sync()\n        }),\n      )\n',
    to: '      batch(() => {\n        for (const sync of syncs) sync()\n      })\n',
  },
  {
    name: 'shows a change part by part',
    file: 'session/state/store.ts',
    from: '        batch(() => {\n          for (const sync of syncs) sync()\n        }),\n',
    to: '        { for (const sync of syncs) sync() },\n',
  },
  {
    name: 'calls a listener that subscribes again without end',
    file: 'session/events.ts',
    from: 'for (const subscription of [...subscriptions]) {',
    to: 'for (const subscription of subscriptions) {',
  },
  {
    name: 'leaves the line to other tabs open',
    file: 'tabs/tabs.ts',
    from: '  scope.add(() => channel.close())\n',
    to: '',
  },
  {
    name: 'leaves timers running after a stop',
    file: 'scope.ts',
    from: '      add(clear)\n',
    to: '',
  },
  {
    name: 'asks side by side before a dev session is known',
    file: 'http/transport.ts',
    from: 'while (staging && firstContact && !devSession.token()) await firstContact',
    to: '',
    test: 'http/transport.test.ts',
  },
  {
    name: 'ends whom it was not asked to end, after it overtook a change that was refused',
    file: 'session/sign-out/sign-out.ts',
    from: 'overtaken?.isRefused === false',
    to: 'overtaken !== undefined',
  },
  {
    name: 'leaves a sign-out to a page that is gone, where storage keeps nothing',
    file: 'session/sign-out/notes.ts',
    from: 'if (unnoted.length > 0) add(sessionId, unnoted)',
    to: '',
  },
  {
    name: 'makes an account active while another tab changes something',
    file: 'session/sign-out/sign-out.ts',
    from: 'if (!hasWaited && store.machine().changingTabs.length > 0) {',
    to: 'if (false) {',
  },
  {
    name: 'shows whom a sign-out that waits is to end',
    file: 'session/sign-out/sign-out.ts',
    from: 'for (const claim of claims) claim(container)\n',
    to: '',
    test: 'session/sign-out/sign-out.test.ts',
  },
  {
    name: 'shows what is older than a token that came during a change',
    file: 'tokens/minting.ts',
    from: 'if (isTold && !store.isCertain())',
    to: 'if (false)',
  },
  {
    name: 'takes a failed request for the end of what is shown',
    file: 'session/state/patches.ts',
    from: "{ status: container ? status : 'unavailable', stale: container !== undefined, error }",
    to: "{ status: 'unavailable', container: undefined, stale: false, error }",
  },
  {
    name: 'shows a list after its account is gone',
    file: 'session/lists/resource.ts',
    from: '$state.set($state.lc > 0 && store.context() ? waiting : empty)\n',
    to: '',
  },
  {
    name: 'uses a token that another tab asked for before a change',
    file: 'tokens/minting.ts',
    from: 'if (isInTime && isOfSignIn && isOurs(minted, false))',
    to: 'if (isOfSignIn && isOurs(minted, false))',
    test: 'tabs/tabs.test.ts',
  },
  {
    name: 'believes what is said of a sign-out late, or again',
    file: 'tabs/tabs.ts',
    from: "if (typeof id !== 'string' || (stamps.isOfNow(last) && at <= last)) return false",
    to: "if (typeof id !== 'string') return false",
    test: 'tabs/tabs.test.ts',
  },
  {
    name: 'fails a token call with a request that was under way before it',
    file: 'tokens/get-token.ts',
    from: 'if (!wasAsking || !backoff.resting(sessionKey)) throw error',
    to: 'throw error',
  },
  {
    name: 'leaves a list as it is that failed during a change of another tab',
    file: 'session/lists/resource.ts',
    from: 'if (answer) mayTry = true\n    if (mayTry) wake()',
    to: 'if (answer || mayTry) wake()',
    test: 'tabs/tabs.test.ts',
  },
  {
    name: 'forgets which account is to stay active when that fails',
    file: 'session/sign-out/notes.ts',
    from: 'dueAtMs: tryEndMs(), active: active ?? known',
    to: 'dueAtMs: tryEndMs()',
  },
  {
    name: 'shows a first answer although one that was dropped may be newer',
    file: 'session/state/answers.ts',
    from: '(isRivalFresh || !freshness.shown)',
    to: 'isRivalFresh',
  },
  {
    name: 'asks once for each message of before the clock was set back',
    file: 'tabs/tabs.ts',
    from: 'if (!isAsking()) retrieve()',
    to: 'retrieve()',
  },
  {
    name: 'learns no time from the tokens of other tabs',
    file: 'session/expiry/expiry-timer.ts',
    from: 'scope.add(serverClock.onLearned(arm))',
    to: '',
    test: 'session/expiry/expiry.test.ts',
  },
  {
    name: 'tries each account again on its own',
    file: 'session/sign-out/notes.ts',
    from: 'waitEndMs(failures, stretch)',
    to: 'waitEndMs(failures, jitter())',
    test: 'session/sign-out/notes.test.ts',
  },
  {
    name: 'leaves a sign-out to a page that is gone, of which it was told before its first answer',
    file: 'tabs/tabs.ts',
    from: 'container ? signInIds.filter(isListedIn(container)) : signInIds',
    to: 'container ? signInIds.filter(isListedIn(container)) : []',
  },
  {
    name: 'puts an account back into a snapshot that another page signed out',
    file: 'session/snapshot-keeper.ts',
    from: 'const known = answer?.container ?? remembered()',
    to: 'const known = store.machine().answer?.container ?? remembered()',
  },
  {
    name: 'leaves no account active after it ended one that a hosted page had made active',
    file: 'session/sign-out/sign-out.ts',
    from: 'store.context()?.signInId ?? (isToEnd ? undefined : active)',
    to: 'store.context()?.signInId',
  },
  {
    name: 'takes a first token whose question is old for an old one',
    file: 'tokens/minting.ts',
    from: '        return agrees\n',
    to: '        return !isInTime || agrees\n',
  },
  {
    name: 'makes an account active again by an answer that is older than another',
    file: 'session/sign-out/sign-out.ts',
    from: '      if ((store.machine().overheard?.askedAt ?? 0) > askedAt) return true\n',
    to: '',
  },
]
