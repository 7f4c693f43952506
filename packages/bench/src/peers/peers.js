import { AuthClient } from '@supabase/auth-js'
import { createClient as createWorkos } from '@workos-inc/authkit-js'
import { User, UserManager, WebStorageStateStore } from 'oidc-client-ts'
import { createStorage } from './globals.js'
import { tokenOf } from './server.js'

/**
 * @typedef {object} Peer a client that is signed in as A
 * @property {() => Promise<string | undefined>} read the cached token
 * @property {() => Promise<string | undefined>} renew a token from the server
 * @property {() => Promise<unknown>} switchToB
 * @property {() => Promise<unknown>} signOut
 * @property {() => void} close
 */

/** @type {Record<string, (server: import('./server.js').PeerServer) => Promise<Peer>>} */
export const peers = {
  'WorkOS authkit-js': async () => {
    localStorage.setItem('workos:refresh-token', 'of A')
    const client = await createWorkos('client', { devMode: true })
    return {
      read: () => client.getAccessToken(),
      renew: () => client.getAccessToken({ forceRefresh: true }),
      switchToB: () => client.switchToOrganization({ organizationId: 'B' }),
      signOut: () => client.signOut({ navigate: false }),
      close() {
        client.dispose()
        localStorage.clear()
        sessionStorage.clear()
      },
    }
  },
  'Supabase auth-js': async ({ fetch }) => {
    const client = new AuthClient({
      url: 'http://peer.test',
      storageKey: crypto.randomUUID(),
      storage: createStorage(),
      autoRefreshToken: false,
      detectSessionInUrl: false,
      fetch,
    })
    const become = (/** @type {import('./server.js').Identity} */ identity) =>
      client.setSession({ access_token: tokenOf(identity), refresh_token: `of ${identity}` })
    await become('A')
    return {
      read: async () => (await client.getSession()).data.session?.access_token,
      renew: async () => (await client.refreshSession()).data.session?.access_token,
      switchToB: () => become('B'),
      signOut: () => client.signOut(),
      close() {},
    }
  },
  'oidc-client-ts': async () => {
    const manager = new UserManager({
      authority: 'http://peer.test',
      client_id: 'client',
      redirect_uri: 'http://localhost/',
      metadata: { issuer: 'http://peer.test', token_endpoint: 'http://peer.test/token' },
      userStore: new WebStorageStateStore({ store: createStorage() }),
      automaticSilentRenew: false,
    })
    const become = (/** @type {import('./server.js').Identity} */ identity) =>
      manager.storeUser(
        new User({
          access_token: tokenOf(identity),
          refresh_token: `of ${identity}`,
          token_type: 'bearer',
          expires_at: Date.now() / 1_000 + 3_600,
          profile: { sub: identity, iss: '', aud: '', exp: 0, iat: 0 },
        }),
      )
    await become('A')
    return {
      read: async () => (await manager.getUser())?.access_token,
      renew: async () => (await manager.signinSilent())?.access_token,
      switchToB: () => become('B'),
      signOut: () => manager.removeUser(),
      close() {},
    }
  },
}
