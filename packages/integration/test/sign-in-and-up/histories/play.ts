import type { SignInFlow, SignUpFlow } from '@wachter/core/flows'
import type { FaultRule } from '@wachter/emulator'
import { faultsOf } from '../../fuzz/witness.js'
import type { Browser, Tab } from '../browser.js'
import { type FrozenPlace, startFrozen } from '../frozen-place.js'
import { redemptionOf } from '../place.js'
import { backupCodes, type Choice, choicesAt, mary, type Outcome, phone } from './choices.js'
import type { Event, History, Mishap, Setting } from './history.js'
import { isOpen, type Truth, truthOf } from './truth.js'

/** A page that can be closed like a real one: what it asked reaches the server, but nothing comes back to it. */
interface Page {
  readonly tab: Tab
  /** How often somebody began anew on it. */
  leaves: number
  close(): void
}

/** A tab with what is expected of it. */
interface Watched {
  readonly name: string
  page: Page
  /** The attempt it showed last and did not leave. */
  attemptId: string | undefined
  /** Whether somebody began anew, and did nothing since. */
  isLeft: boolean
}

const kinds: readonly string[] = [
  'loading',
  'start',
  'verify-code',
  'verify-link',
  'second-factor',
  'complete-profile',
  'complete',
  'ended',
]

const rules: Readonly<Record<Mishap, FaultRule>> = {
  drop: { drop: true },
  lose: { dropResponse: true },
  fail: { status: 500 },
  refuse: { status: 429 },
  silence: { hold: true },
  delay: { latencyMs: 3_000 },
}
const paths = { auth: '/auth/*', session: '/session', anywhere: '*' }

/** An action asks a few times, each within its timeout, and may wait for others. */
const longestMs = 180_000
/** Within this everything that is in doubt was asked about. */
const restMs = 10_000
/** An answer may come this late, and what it begins ends so much later here than there. */
const lateMs = 60_000

/** Plays a history. Gives what went wrong, and what happened. */
export async function play({ setting, seed, events }: History): Promise<{ complaints: string[]; trace: string[] }> {
  const restoreChance = seedChance(seed)
  const place = startFrozen({
    seed: { users: [personOf(setting), { email: 'grace@example.com' }], deployment: deploymentOf(setting) },
    nasty: setting.nasty,
    rateLimits: setting.rateLimits,
    preparesVerifyEmail: true,
    challenge: setting.challenge ? '403' : 'off',
  })
  const rejections: unknown[] = []
  const onRejection = (error: unknown) => rejections.push(error)
  process.on('unhandledRejection', onRejection)
  try {
    const player = await createPlayer(place, setting)
    for (const event of events) {
      await player.perform(event)
      if (player.complaints.length > 0) break
    }
    if (player.complaints.length === 0) await player.perform({ do: 'rest' })
    player.end()
    const complaints = [...player.complaints, ...rejections.map((error) => `nobody caught ${String(error)}`)]
    return { complaints, trace: player.trace }
  } finally {
    process.off('unhandledRejection', onRejection)
    place.close()
    restoreChance()
  }
}

async function createPlayer(place: FrozenPlace, { door, challenge, rateLimits, latencyMs }: Setting) {
  const { world, time } = place
  const browser: Browser = place.openBrowser()
  const complaints: string[] = []
  const trace: string[] = []
  const running = new Map<Outcome, Page>()
  const tabs: Watched[] = []
  let opened = 0
  let sendsAsked = 0
  let sendsSeen = 0
  let stopBeingOffline: (() => void) | undefined

  /** Requests and answers take so long. */
  const slowDown = () => {
    if (latencyMs) world.faults.add({ requestLatencyMs: latencyMs, latencyMs })
  }
  const complain = (text: string) => complaints.push(`after ${trace.length} steps: ${text}`)
  const extras = {
    waits: false,
    ...(challenge && { getChallengeToken: async () => world.mintChallengeToken() }),
  }
  const openPage = async (): Promise<Page> => {
    let isClosed = false
    const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
      if (isClosed) return new Promise(() => undefined)
      const answer = await place.emulator.fetch(new Request(input, init)).catch((error: unknown) => error)
      if (isClosed) return new Promise(() => undefined)
      if (!(answer instanceof Response)) throw answer
      return answer
    }
    const options = { ...extras, fetch }
    const tab: Tab = await (door === 'sign-in' ? browser.openSignIn(options) : browser.openSignUp(options))
    await time.pass(0)
    const page: Page = {
      tab,
      leaves: 0,
      close() {
        isClosed = true
        tab.close()
        for (const [done, where] of running) if (where === page) running.delete(done)
      },
    }
    return page
  }
  const open = async () => {
    tabs.push({ name: `tab ${opened++}`, page: await openPage(), attemptId: undefined, isLeft: false })
  }

  const secrets = () => [
    mary.password,
    ...backupCodes,
    ...world.outbox().flatMap((one) => (one.kind === 'link' ? [redemptionOf(one.link).token] : [])),
  ]

  /** Follows an action to its end. */
  const follow = (page: Page, name: string, { run, sends }: Pick<Choice, 'run' | 'sends'>) => {
    const done = run()
    // The same asked for while it runs is the same.
    if (running.has(done)) return done
    running.set(done, page)
    if (sends) sendsAsked++
    const { leaves } = page
    const sentBefore = world.outbox().length
    done.then(
      ({ step, error, pending }) => {
        running.delete(done)
        trace.push(`  ${name} leads to ${step.kind} ${error?.code ?? ''}`)
        // What was left tells nothing of itself.
        if (sends === 'surely' && page.leaves === leaves && !error && 'sentAtMs' in step && step.sentAtMs) {
          sendsSeen++
          if (world.outbox().length === sentBefore) complain(`${name} says it sent something`)
        }
        if (error) for (const fault of faultsOf(error.cause, secrets())) complain(`${name}: an error ${fault}`)
        if (error?.code === 'unexpected') complain(`${name}: ${String(error.cause.cause)}`)
        if (pending === name) complain(`${name} is done and pending`)
      },
      (error: unknown) => complain(`${name} rejects with ${String(error)}`),
    )
    return done
  }

  const perform = async (done: Outcome, waits: boolean) => {
    if (waits && !(await time.passUntil(done, longestMs))) complain('an action hangs')
    await time.pass(0)
  }

  const goOnline = async () => {
    stopBeingOffline?.()
    stopBeingOffline = undefined
    for (const { page } of tabs) page.tab.page.signal('online')
    await time.pass(0)
  }

  const rest = async () => {
    world.faults.clear()
    world.switches.rateLimits = false
    await goOnline()
    if (!(await time.passUntil(Promise.all(running.keys()), longestMs))) complain(`${running.size} actions hang`)
    // What was on its way when the faults ended may have failed since.
    await time.pass(restMs)
    await goOnline()
    await time.pass(restMs)
    const truth = await truthOf(place, tabs[0]?.page.tab.client.devSession() ?? '')
    for (const one of tabs) for (const text of disagreements(one, truth, place)) complain(`${one.name} ${text}`)
    const sent = world.outbox().length
    if (sent < sendsSeen || sent > sendsAsked) complain(`${sent} sent, ${sendsSeen} to ${sendsAsked} asked for`)
    world.switches.rateLimits = rateLimits
    slowDown()
  }

  const performEvent = async (event: Event): Promise<void> => {
    const one = 'tab' in event ? tabs[event.tab] : undefined
    if ('tab' in event && !one) return
    const tab = one?.page.tab
    switch (event.do) {
      case 'act': {
        const { step } = (tab as Tab<SignInFlow> | Tab<SignUpFlow>).flow.$state.get()
        const choices = choicesAt(step, place, { count: trace.length, isAlone: tabs.length === 1 })
        const choice = choices[event.what % choices.length]
        if (!choice || !one) return
        one.isLeft = false
        trace.push(`${one.name}: ${choice.name}`)
        return perform(follow(one.page, choice.name, choice), event.waits)
      }
      case 'open-link': {
        const message = world.outbox().findLast(({ kind }) => kind === 'link')
        if (message?.kind !== 'link' || !one || !tab || !('openLink' in tab.flow)) return
        const { flow } = tab
        one.isLeft = false
        trace.push(`${one.name}: open the link`)
        return perform(
          follow(one.page, 'open the link', { run: () => flow.openLink(redemptionOf(message.link)) }),
          event.waits,
        )
      }
      case 'restart':
        if (!one || !tab) return
        trace.push(`${one.name}: restart`)
        tab.flow.restart()
        one.page.leaves++
        one.attemptId = undefined
        one.isLeft = true
        if (tab.step().kind !== 'start' && tab.step().kind !== 'loading')
          complain(`restarted, ${one.name} is at ${tab.step().kind}`)
        return
      case 'reload':
        if (!one || !tab) return
        trace.push(`${one.name}: reload`)
        one.page.close()
        one.page = await openPage()
        one.attemptId = undefined
        one.isLeft = false
        return
      case 'close':
        if (tabs.length < 2 || !one || !tab) return
        trace.push(`${one.name}: close`)
        one.page.close()
        tabs.splice(tabs.indexOf(one), 1)
        return
      case 'sign-out':
        if (!one || !tab) return
        trace.push(`${one.name}: sign out`)
        tab.client.signOut().catch(() => undefined)
        return time.pass(0)
      case 'open-tab':
        if (tabs.length > 1) return
        trace.push('open a tab')
        return open()
      case 'go-offline':
        if (stopBeingOffline) return
        trace.push('go offline')
        stopBeingOffline = world.faults.add({ drop: true }).remove
        return
      case 'go-online':
        trace.push('go online')
        return goOnline()
      case 'lose-session': {
        const id = tabs[0]?.page.tab.client.$state.get().container?.id
        if (!id || !world.state().sessions.some((session) => session.id === id)) return
        trace.push('the server forgets the session')
        world.deleteSession(id)
        return
      }
      case 'mishap': {
        const { what, where, times } = event
        trace.push(`${times} of ${where} will ${what}`)
        world.faults.add({ ...rules[what], path: paths[where], times })
        return
      }
      case 'wait':
        trace.push(`wait ${event.ms} ms`)
        return time.pass(event.ms)
      case 'rest':
        trace.push('rest')
        return rest()
    }
  }

  await open()
  slowDown()
  return {
    complaints,
    trace,
    async perform(event: Event) {
      await performEvent(event)
      for (const one of tabs) for (const text of contradictions(one)) complain(`${one.name} ${text}`)
      const written = browser.written()
      for (const secret of secrets()) if (written.includes(secret)) complain(`${secret} is stored`)
    },
    end() {
      for (const { page } of tabs) page.close()
    },
  }
}

/** What a tab shows that cannot be, at any time. Takes note of what it is about. */
function contradictions(one: Watched): string[] {
  const { tab } = one.page
  const { step } = tab.flow.$state.get()
  if ('attemptId' in step) one.attemptId = step.attemptId
  if (step.kind === 'complete') one.attemptId = undefined
  return [
    ...(kinds.includes(step.kind) ? [] : [`is at ${step.kind}`]),
    ...(step.kind === 'complete' && !tab.client.$session.get() ? ['is complete, with nobody signed in'] : []),
    ...(one.isLeft && step.kind !== 'start' && step.kind !== 'loading' ? [`was left, and is at ${step.kind}`] : []),
  ]
}

/** What a tab shows although the server, which was asked in peace, says otherwise. */
function disagreements(one: Watched, truth: Truth, { world }: FrozenPlace): string[] {
  const { tab } = one.page
  const state = tab.flow.$state.get()
  const { step } = state
  const attemptId = 'attemptId' in step ? step.attemptId : one.attemptId
  const userId = tab.client.$user.get()?.id
  const attempt = truth.attempts.get(attemptId ?? '')
  const isTimely = attempt !== undefined && attempt.expiresAtMs > world.clock.now() + lateMs
  const found: string[] = []
  if (state.pending) found.push(`still does ${state.pending}`)
  if (userId !== truth.activeUserId) found.push(`shows ${userId}, and it is ${truth.activeUserId}`)
  if (step.kind === 'loading') found.push('knows nothing')
  if ('attemptId' in step) {
    if (!attempt) found.push('shows an attempt there is not')
    else if (attempt.completed) found.push(`is at ${step.kind} of what is complete`)
    else if (attempt.kind !== step.kind) found.push(`is at ${step.kind} instead of ${attempt.kind}`)
    else if (attempt.expiresAtMs + lateMs < world.clock.now()) found.push('shows what has expired')
  }
  if (attempt && isTimely && isOpen(attempt, world) && (step.kind === 'ended' || step.kind === 'start')) {
    found.push(`gave up what is at ${attempt.kind}`)
  }
  if (attempt?.completed && truth.activeUserId && step.kind !== 'complete') {
    found.push(`is at ${step.kind} although it is complete`)
  }
  return found
}

const personOf = ({ secondFactor, lacks, isVerified }: Setting) => ({
  ...mary,
  emailVerified: isVerified,
  ...(lacks !== 'names' && { firstName: 'Mary', lastName: 'Shelley' }),
  ...(lacks !== 'phone' && { phone }),
  ...(secondFactor && { authenticator: true, backupCodes, secondFactorPolicy: 'enforced' as const }),
})

const deploymentOf = ({ lacks, verifies }: Setting) => {
  const required = { required: true }
  return {
    auth_settings: {
      ...(lacks === 'names' && { first_name: required, last_name: required }),
      ...(lacks === 'phone' && { phone_number: required }),
      verification_policy: {
        email: verifies === 'email' || verifies === 'both',
        phone_number: verifies === 'phone' || verifies === 'both',
      },
    },
  }
}

/** Makes chance the same each time. Returns what undoes it. */
function seedChance(seed: number): () => void {
  const { random } = Math
  let state = seed >>> 0
  Math.random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return () => {
    Math.random = random
  }
}
