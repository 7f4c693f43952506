import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seedPassword } from '@wachter/emulator'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { freePort, startCli } from './start-cli.js'

// Each process compiles the emulator's sources.
vi.setConfig({ testTimeout: 60_000 })

async function setUp() {
  const folder = await mkdtemp(join(tmpdir(), 'wachter-cli-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const port = await freePort()
  const url = `http://localhost:${port}`
  let devSession = ''
  const call = async (path: string, init: RequestInit = {}) => {
    const address = new URL(path, url)
    if (!path.startsWith('/__emulator')) address.searchParams.set('__dev_session__', devSession)
    const response = await fetch(address, init)
    devSession = response.headers.get('x-development-session') ?? devSession
    return { status: response.status, body: await response.json() }
  }
  const control = (path: string, json: unknown) =>
    call(`/__emulator${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(json),
    })
  const signIn = (email: string, password: string) =>
    call('/auth/signin', { method: 'POST', body: new URLSearchParams({ strategy: 'plain_email', email, password }) })
  const session = async () => (await call('/session')).body.data
  return {
    file: (name: string) => join(folder, name),
    folder,
    port: String(port),
    url,
    call,
    control,
    signIn,
    session,
  }
}

describe('--state', () => {
  test.each(['SIGINT', 'SIGKILL'] as const)('keeps everything across %s', async (signal) => {
    const { file, folder, port, url, call, control, signIn, session } = await setUp()
    const options = ['--port', port, '--state', file('state.json')]
    const first = startCli(...options)
    expect(await first.output()).toContain(url)
    await control('/users', { email: 'mary@example.com', password: 'of-the-moon-1' })
    await control('/deployment', { restrictions: { sign_up_mode: 'restricted' } })
    await control('/clock/advance', { ms: 3_600_000 })
    await signIn('mary@example.com', 'of-the-moon-1')
    await signIn('ada@example.com', seedPassword)
    const before = await session()
    const { token } = (await call('/session/token')).body.data
    const other = await control('/sessions', { as: 'grace' })
    const state = (await call('/__emulator/state')).body
    expect(await first.stop(signal)).toBe(signal === 'SIGKILL' ? null : 0)
    expect(await readdir(folder)).toEqual(['state.json'])
    if (process.platform !== 'win32') expect((await stat(file('state.json'))).mode & 0o777).toBe(0o600)

    const second = startCli(...options)
    expect(await second.output()).toContain(url)
    expect((await call('/__emulator/state')).body).toEqual({ ...state, nowMs: expect.any(Number) })
    expect((await call('/__emulator/clock')).body.nowMs).toBeGreaterThanOrEqual(state.nowMs)
    expect((await session()).active_signin).toEqual(before.active_signin)
    const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', url))
    const currentDate = new Date(state.nowMs)
    expect((await jwtVerify(token, keys, { currentDate })).payload.sid).toBe(before.id)
    expect((await call('/deployment')).body.data.restrictions.sign_up_mode).toBe('restricted')
    const { id } = (await control('/sessions', { as: 'grace' })).body
    expect(BigInt(id)).toBeGreaterThan(BigInt(other.body.id))

    await control('/reset', {})
    await second.stop()
    const third = startCli(...options)
    await third.output()
    expect((await call('/__emulator/state')).body).toMatchObject({ signins: [], users: { length: 3 } })
  })

  test('refuses a file that is no state, and leaves it as it is', async () => {
    const { file, folder, port } = await setUp()
    await writeFile(file('state.json'), '{"name":"app"}')
    const cli = startCli('--port', port, '--state', file('state.json'))
    expect(await cli.exited).toBe(1)
    expect(await cli.output()).toContain(`The state ${file('state.json')} cannot be used, and is left as it is.`)
    expect(await readFile(file('state.json'), 'utf8')).toBe('{"name":"app"}')
    expect(await readdir(folder)).toEqual(['state.json'])
  })
})

describe('--seed', () => {
  test('fills the emulator, and a reset restores it', async () => {
    const { file, port, call, control, signIn, session } = await setUp()
    const seed = {
      users: [{ email: 'mary@example.com', username: 'mary', password: 'of-the-moon-1' }],
      organizations: [{ name: 'Initech', members: [{ user: 'Mary', roles: ['Admin'] }] }],
      deployment: { ui_settings: { app_name: 'Staples' } },
    }
    await writeFile(file('seed.json'), JSON.stringify(seed))
    const cli = startCli('--port', port, '--seed', file('seed.json'))
    expect(await cli.output()).toContain('mary@example.com  (username mary)')
    expect(await cli.output()).not.toContain('ada')
    await control('/users', { email: 'eve@example.com' })
    await control('/reset', {})
    await signIn('mary@example.com', 'of-the-moon-1')
    expect((await session()).active_signin.user.username).toBe('mary')
    expect((await call('/__emulator/state')).body).toMatchObject({
      users: { length: 1 },
      organizations: [{ name: 'Initech' }],
    })
    expect((await call('/deployment')).body.data.ui_settings.app_name).toBe('Staples')
  })

  test('says in which file the mistake is, and where', async () => {
    const { file } = await setUp()
    await writeFile(file('seed.json'), '{"users":[{"email":"mary@example.com"},{"emial":"eve@example.com"}]}')
    const cli = startCli('--port', '0', '--seed', file('seed.json'))
    expect(await cli.exited).toBe(1)
    expect(await cli.output()).toContain(`The seed ${file('seed.json')} cannot be used. There is no "users[1].emial"`)
    const missing = startCli('--port', '0', '--seed', file('missing.json'))
    expect(await missing.exited).toBe(1)
    expect(await missing.output()).toContain('missing.json')
  })
})

describe('a command that starts nothing', () => {
  test('shows the version of the package', async () => {
    const { version } = JSON.parse(await readFile(new URL('../../emulator/package.json', import.meta.url), 'utf8'))
    expect(await startCli('--version').output()).toBe(`${version}\n`)
  })

  test.each(['--help', '-h'])('explains every option: %s', async (option) => {
    const help = await startCli(option).output()
    for (const name of ['--port', '--state', '--version', '--help']) expect(help).toContain(name)
  })

  test.each(['--prot', 'start'])('leads from what it does not know to the help: %s', async (word) => {
    const cli = startCli(word)
    expect(await cli.output()).toMatch(new RegExp(`'${word}'.*See wachter-emulator --help\\n$`))
    expect(await cli.exited).toBe(1)
  })
})
