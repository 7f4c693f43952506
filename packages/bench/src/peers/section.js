import { race } from '../times/race.js'
import { pretendPage } from './globals.js'
import { casts, play } from './play.js'
import { createPeerServer } from './server.js'

/** @type {import('../sections.js').Section} */
const answersSection = {
  title: 'The app switches from A to B or signs out during a token request: whose token the call and the next call get',
  async rows() {
    const server = createPeerServer()
    pretendPage(server.fetch)
    const cast = casts(server)
    const rows = []
    for (const [name, open] of Object.entries(cast)) {
      const switched = await play(await open(), 'switchToB')
      const signedOut = await play(await open(), 'signOut')
      rows.push({
        '': name,
        'switch: pending': switched.pending,
        next: switched.next,
        'sign-out: pending': signedOut.pending,
        'next ': signedOut.next,
      })
    }
    return rows
  },
}

/** The same clients, each with a cached token. @type {import('../sections.js').Section} */
const speedSection = {
  title: 'A cached token, our client and others',
  async rows() {
    const cast = casts()
    const stages = await Promise.all(Object.entries(cast).map(async ([name, open]) => ({ name, ...(await open()) })))
    const laps = await race({
      'async () => value': async () => 'token',
      ...Object.fromEntries(stages.map(({ name, peer }) => [name, peer.read])),
    })
    for (const { peer } of stages) peer.close()
    return laps.map(({ name, ns, ratio }) => ({ '': name, ns: Math.round(ns), ratio: Number(ratio.toPrecision(3)) }))
  },
}

export const peerSections = [answersSection, speedSection]
