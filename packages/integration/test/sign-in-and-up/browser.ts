import { type Client, type ClientOptions, createClient, type KeyValueStore, type OpenChannel } from '@wachter/core'
import { createSignIn, createSignUp, type SignInFlow, type SignUpFlow } from '@wachter/core/flows'
import type { Emulator } from '@wachter/emulator'
import { type FakePage, fakePage } from '@wachter/testing/fake-page'
import { until } from '../stage.js'

type Step = ReturnType<(SignInFlow | SignUpFlow)['$state']['get']>['step']

/** A page with a flow that somebody listens to. */
export interface Tab<F = SignInFlow | SignUpFlow> {
  readonly client: Client
  readonly flow: F
  readonly page: FakePage
  readonly step: () => Step
  /** Loads the page anew: another client and another flow, the same storage and cookies. */
  reload(): Promise<Tab<F>>
  close(): void
}

/** One browser profile: what it stores, and the line between its tabs. */
export interface Browser {
  /** Everything that was ever stored, names and values. */
  written(): string
  /** Everything that is stored now. */
  stored(): string
  /** The names under which something is stored now. */
  names(): readonly string[]
  /** Stores something else under a name. */
  bend(name: string, value: string): void
  openSignIn(extras?: TabExtras): Promise<Tab<SignInFlow>>
  openSignUp(extras?: TabExtras): Promise<Tab<SignUpFlow>>
}

interface TabExtras extends Partial<Pick<ClientOptions, 'fetch' | 'openChannel'>> {
  /** Where the page is. */
  readonly address?: string
  readonly getChallengeToken?: () => Promise<string | undefined>
  /** Whether to wait until the client has heard of the server. Default true. */
  readonly waits?: boolean
}

/** Opens a browser before a deployment. */
export function openBrowser(emulator: Emulator, surroundings: Pick<ClientOptions, 'fetch' | 'clock'>): Browser {
  const storage = notedStore()
  const cookies = notedStore()
  const openChannel = newLine()

  const open = async <F extends SignInFlow | SignUpFlow>(
    createFlow: (client: Client, options: Pick<TabExtras, 'getChallengeToken'>) => F,
    extras: TabExtras,
    page = fakePage(extras.address),
  ): Promise<Tab<F>> => {
    const { address: _, getChallengeToken, waits = true, ...options } = extras
    const client = createClient({
      publishableKey: emulator.publishableKey,
      revalidateIntervalMs: 0,
      storage,
      cookies,
      page,
      openChannel,
      ...surroundings,
      ...options,
    })
    const flow = createFlow(client, getChallengeToken ? { getChallengeToken } : {})
    const unlisten = flow.$state.listen(() => undefined)
    const stop = client.start()
    const close = () => {
      unlisten()
      stop()
    }
    if (waits) await until(client.$state, ({ status }) => status !== 'loading')
    return {
      client,
      flow,
      page,
      step: () => flow.$state.get().step,
      close,
      reload() {
        close()
        return open(createFlow, extras, page)
      },
    }
  }

  return {
    written: () => storage.written() + cookies.written(),
    stored: () => storage.stored() + cookies.stored(),
    names: storage.names,
    bend: storage.set,
    openSignIn: (extras = {}) => open(createSignIn, extras),
    openSignUp: (extras = {}) => open(createSignUp, extras),
  }
}

/** The line between the tabs of one browser. */
function newLine(): OpenChannel {
  const open = new Set<{ readonly name: string; readonly hear: (message: unknown) => void }>()
  return (name, hear) => {
    const own = { name, hear }
    open.add(own)
    return {
      post(message) {
        const data = structuredClone(message)
        for (const one of open) {
          if (one !== own && one.name === name) queueMicrotask(() => open.has(one) && one.hear(structuredClone(data)))
        }
      },
      close: () => open.delete(own),
    }
  }
}

function notedStore(): KeyValueStore & { written(): string; stored(): string; names(): readonly string[] } {
  const entries = new Map<string, string>()
  const written: string[] = []
  return {
    get: (key) => entries.get(key),
    set(key, value) {
      written.push(key, value)
      entries.set(key, value)
    },
    remove: (key) => void entries.delete(key),
    written: () => written.join('\n'),
    stored: () => [...entries].flat().join('\n'),
    names: () => [...entries.keys()],
  }
}
