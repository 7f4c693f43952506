import { isGone } from './identity.js'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/**
 * What a call tells, or `never` after two minutes.
 *
 * @param {import('../stage/stage.js').Stage} stage
 */
const answerOf = ({ peer, time, whose }) =>
  Promise.race([whose(peer.read()), time.sleep(2 * minuteMs).then(() => 'never')])

/**
 * The token is expired and the network has a fault for a minute: what the call tells meanwhile, and a minute later.
 *
 * @param {import('../stage/stage.js').Stage} stage
 * @param {import('../stage/network.js').Fault} fault
 */
async function survive(stage, fault) {
  const { peer, network, time, page } = stage
  network.break(fault)
  if (fault.kind === 'offline') page.emit('offline')
  time.skip(dayMs)
  const during = answerOf(stage)
  await time.sleep(minuteMs)
  network.heal()
  if (fault.kind === 'offline') page.emit('online')
  const meanwhile = await during
  await time.sleep(minuteMs)
  const later = await answerOf(stage)
  const isSignedIn = await peer.isSignedIn()
  return { passed: later === 'A' && isSignedIn, saw: `${meanwhile}, then ${later}${isSignedIn ? '' : ', signed out'}` }
}

/** The network or the server has a bad moment. @type {Record<string, import('./scenarios.js').Scenario>} */
export const faultScenarios = {
  offline: {
    title: 'Offline for a minute: still signed in',
    play: (stage) => survive(stage, { kind: 'offline' }),
  },
  serverError: {
    title: 'The server answers 500 for a minute: still signed in',
    play: (stage) => survive(stage, { kind: 'answered', status: 500, body: '{}' }),
  },
  rateLimit: {
    title: 'The server answers 429 for a minute: still signed in',
    play: (stage) => survive(stage, { kind: 'answered', status: 429, body: '{}', headers: { 'Retry-After': '30' } }),
  },
  malformed: {
    title: 'A captive portal answers with its page for a minute: no garbage, still signed in',
    async play(stage) {
      const headers = { 'Content-Type': 'text/html' }
      const { passed, saw } = await survive(stage, { kind: 'answered', body: '<html>Welcome</html>', headers })
      return { passed: passed && !saw.includes('garbage'), saw }
    },
  },
  silent: {
    title: 'An answer that never comes: the call settles within two minutes',
    async play(stage) {
      stage.network.break({ kind: 'silent' })
      stage.time.skip(dayMs)
      const who = await answerOf(stage)
      return { passed: who !== 'never', saw: who }
    },
  },
  oneFailure: {
    title: 'One token request fails: the next call gets a token',
    async play(stage) {
      stage.network.break({ kind: 'answered', status: 503, body: '{}' })
      stage.time.skip(dayMs)
      const first = answerOf(stage)
      await stage.time.sleep(500)
      stage.network.heal()
      const saw = `${await first}, then ${await answerOf(stage)}`
      return { passed: saw.endsWith('then A'), saw }
    },
  },
  retryAfter: {
    title: 'A 429 that says 30 s, and a call each second: no request before the 30 s are over',
    async play(stage) {
      const { network, time } = stage
      network.break({ kind: 'answered', status: 429, body: '{}', headers: { 'Retry-After': '30' } })
      time.skip(dayMs)
      network.take()
      const calls = []
      for (let second = 0; second < 25; second++) {
        calls.push(answerOf(stage))
        await time.sleep(1_000)
      }
      const { mints } = network.take()
      network.heal()
      await Promise.all(calls)
      await time.sleep(minuteMs)
      const later = await answerOf(stage)
      return { passed: mints === 1 && later === 'A', saw: `${mints} in 25 s, then ${later}` }
    },
  },
  signOutOffline: {
    title: 'A sign-out while offline: nobody is signed in, also when the network is back',
    async play(stage) {
      const { peer, network, page, time } = stage
      network.break({ kind: 'offline' })
      page.emit('offline')
      await Promise.race([peer.signOut().catch(() => undefined), time.sleep(minuteMs)])
      const offline = await answerOf(stage)
      network.heal()
      page.emit('online')
      await time.sleep(minuteMs)
      const online = await answerOf(stage)
      return { passed: [offline, online].every(isGone), saw: `${offline} offline, then ${online}` }
    },
  },
  blockedStorage: {
    title: 'Storage is blocked: a token for as long as the page lives',
    options: { isBlocked: true },
    async play(stage) {
      const who = await answerOf(stage)
      return { passed: who === 'A', saw: who }
    },
  },
}
