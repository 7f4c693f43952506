const minuteMs = 60_000
const hourMs = 60 * minuteMs

/**
 * Five calls, one after the other: whose tokens, and how many requests.
 *
 * @param {import('../stage/stage.js').Stage} stage
 */
async function callFiveTimes({ peer, network, whose }) {
  network.take()
  /** @type {Set<string>} */
  const seen = new Set()
  for (let call = 0; call < 5; call++) seen.add(await whose(peer.read()))
  return { who: [...seen].join(' and '), mints: network.take().mints }
}

/** @param {number} aheadMs @returns {import('./scenarios.js').Scenario['play']} */
const withClock = (aheadMs) => async (stage) => {
  await stage.peer.read()
  const { who, mints } = await callFiveTimes(stage)
  stage.time.skip(stage.lifeMs + minuteMs)
  const later = await stage.whose(stage.peer.read())
  return {
    passed: who === 'A' && mints <= 1 && later === 'A',
    saw: `${who} by ${mints} requests${aheadMs < 0 ? `, ${later} later` : ''}`,
  }
}

/** A token's life. @type {Record<string, import('./scenarios.js').Scenario>} */
export const tokenScenarios = {
  burst: {
    title: 'A burst of 100 calls shares one request',
    async play({ peer, network, time, whose, lifeMs }) {
      time.skip(lifeMs + minuteMs)
      const found = new Set(await Promise.all(Array.from({ length: 100 }, () => whose(peer.read()))))
      const { mints } = network.take()
      return {
        passed: mints === 1 && [...found].join() === 'A',
        saw: `${mints} ${mints === 1 ? 'request' : 'requests'}`,
      }
    },
  },
  expired: {
    title: 'After a sleep, online and offline: no expired token',
    async play({ peer, network, time, whose, lifeMs, page }) {
      time.skip(lifeMs + minuteMs)
      const online = await whose(peer.read())
      network.break({ kind: 'offline' })
      page.emit('offline')
      time.skip(lifeMs + hourMs)
      const offline = await Promise.race([whose(peer.read()), time.sleep(2 * minuteMs).then(() => 'never')])
      return { passed: online === 'A' && offline !== 'expired', saw: `${online} online, ${offline} offline` }
    },
  },
  fastClock: {
    title: 'A clock 12 minutes fast, tokens of 10 minutes: one request for five calls',
    options: { skewMs: 12 * minuteMs, lifeMs: 10 * minuteMs },
    play: withClock(12 * minuteMs),
  },
  slowClock: {
    title: 'A clock 12 minutes slow, tokens of 10 minutes: no expired token',
    options: { skewMs: -12 * minuteMs, lifeMs: 10 * minuteMs },
    play: withClock(-12 * minuteMs),
  },
}
