import { createEmulator } from '@wachter/emulator'
import { leaveCookie } from './stage/cookies.js'

/** Our client, in its defaults, with the emulator as its server. @type {import('./stage/stage.js').Adapter} */
export const adapter = {
  title: 'Wachter',
  does: 'client.getToken()',
  async serve({ now, lifeMs }) {
    const emulator = createEmulator({ clock: { now }, lifetimes: { authTokenMs: lifeMs, authTokenSkewMs: 0 } })
    const { token } = await emulator.world.openSession({ as: ['grace', 'ada'] })
    const [A, B] = [emulator.world.user('ada').id, emulator.world.user('grace').id]
    return {
      answer: (request) => emulator.fetch(request),
      facts: { publishableKey: emulator.publishableKey, baseUrl: emulator.baseUrl, token, B },
      names: { [A]: 'A', [B]: 'B' },
    }
  },
  isMint: (path) => path.endsWith('/session/token'),
  async open({ module, facts, isFirst }) {
    const scope = new URL(facts.baseUrl).host.replace(/[^a-z0-9]+/g, '_')
    // As the page after a sign-in finds it; blocked storage leaves only the cookie.
    if (isFirst) leaveCookie(`__dev_session___${scope}=${facts.token}`)
    const client = module.createClient({ publishableKey: facts.publishableKey })
    client.start()
    return {
      read: () => client.getToken(),
      renew: () => client.getToken({ forceRefresh: true }),
      switchToB: () =>
        client.switchSignIn(client.$signIns.get().find((/** @type {any} */ one) => one.user?.id === facts.B)?.id),
      signOut: () => client.signOut(),
      isSignedIn: () => Boolean(client.$user.get()),
    }
  },
}
