import { createEmulator, type Emulator, type EmulatorOptions, seedPassword } from '@wachter/emulator'

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look wherever they like
  body: any
}

export const startOfTime = Date.UTC(2026, 0, 15, 12, 0, 0)

/** An emulator on a clock that only moves when told to. */
export function setUp(options: EmulatorOptions = {}) {
  const emulator = createEmulator({ clock: { now: () => startOfTime }, ...options })
  return { emulator, world: emulator.world, visitor: createVisitor(emulator), other: createVisitor(emulator) }
}

export type Visitor = ReturnType<typeof createVisitor>

/** One browser in staging mode: it keeps the dev session it is handed. */
export function createVisitor(emulator: Emulator, fetch: typeof globalThis.fetch = emulator.fetch) {
  let devSession = ''

  async function call(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
    const url = new URL(path, emulator.baseUrl)
    url.searchParams.set('__dev_session__', devSession)
    const response = await fetch(url, { method, ...init })
    devSession = response.headers.get('x-development-session') ?? devSession
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) }
  }

  const visitor = {
    get: (path: string, init?: RequestInit) => call('GET', path, init),
    post: (path: string, fields?: Record<string, string>, init?: RequestInit) =>
      call('POST', path, { ...(fields && { body: form(fields) }), ...init }),
    patch: (path: string, init: RequestInit) => call('PATCH', path, init),
    session: async () => (await call('GET', '/session')).body.data,
    signIn: (email: string, password = seedPassword) =>
      visitor.post('/auth/signin', { strategy: 'plain_email', email, password }),
    devSession: () => devSession,
    useDevSession(token: string) {
      devSession = token
    },
  }
  return visitor
}

function form(fields: Record<string, string>): FormData {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  return body
}
