import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator } from '@wachter/emulator/node'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createStateFile } from '../../src/files/state-file'
import { setUp } from '../visitor'

async function setUpFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'wachter-state-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return { folder, path: join(folder, 'state.json') }
}

async function start(stateFile: string, port = 0) {
  const server = await startEmulator({ port, stateFile })
  onTestFinished(() => server.close())
  return server
}

test('a request is saved before it is answered', async () => {
  const { path, folder } = await setUpFolder()
  const { url } = await start(path)
  const before = await readFile(path, 'utf8')
  const post = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"email":"eve@example.com"}' }
  await fetch(`${url}/__emulator/users`, post)
  expect(before).not.toContain('eve@example.com')
  expect(await readFile(path, 'utf8')).toContain('eve@example.com')
  expect(await readdir(folder)).toEqual(['state.json'])
})

test('a request whose answer is lost is saved, too', async () => {
  const { path } = await setUpFolder()
  const { url, emulator } = await start(path)
  emulator.world.faults.add({ path: '/session', dropResponse: true })
  await expect(fetch(`${url}/session`)).rejects.toThrow()
  const [session] = emulator.world.state().sessions
  await expect.poll(() => readFile(path, 'utf8')).toContain(session?.id)
})

test('what a test did to the world is saved on close', async () => {
  const { path } = await setUpFolder()
  const first = await startEmulator({ port: 0, stateFile: path })
  first.emulator.world.disableUser('grace')
  await first.close()
  const second = await start(path, first.port)
  expect(second.emulator.world.user('grace').disabled).toBe(true)
})

test.each([
  ['half of a state', (text: string) => text.slice(0, text.length / 2), 'JSON'],
  ['nothing', () => '', 'JSON'],
  ['null', () => 'null', 'must be an object'],
  ['a later version', (text: string) => text.replace('"version":1', '"version":2'), 'version 2'],
  ['a key that is none', (text: string) => text.replace(/"x":"[\w-]{43}/, `"x":"${'A'.repeat(43)}`), 'left as it is'],
])('%s is refused, the file stays as it is, and the port is free again', async (_, change, reason) => {
  const { folder, path } = await setUpFolder()
  const first = await startEmulator({ port: 0, stateFile: path })
  await first.close()
  const text = change(await readFile(path, 'utf8'))
  await writeFile(path, text)
  const failing = startEmulator({ port: first.port, stateFile: path })
  await expect(failing).rejects.toThrow(`The state ${path} cannot be used`)
  await expect(failing).rejects.toThrow(reason)
  expect(await readFile(path, 'utf8')).toBe(text)
  expect(await readdir(folder)).toEqual(['state.json'])
  await (await startEmulator({ port: first.port })).close()
})

test('an emulator whose port is taken does not touch the file of the other one', async () => {
  const { path } = await setUpFolder()
  const { port, emulator } = await start(path)
  emulator.world.disableUser('grace')
  const text = await readFile(path, 'utf8')
  await expect(startEmulator({ port, stateFile: path })).rejects.toThrow('taken')
  expect(await readFile(path, 'utf8')).toBe(text)
})

test('a folder that is missing is told at once', async () => {
  const { folder } = await setUpFolder()
  await expect(startEmulator({ port: 0, stateFile: join(folder, 'missing', 'state.json') })).rejects.toThrow(
    'The state cannot be written to',
  )
})

test('if it cannot be written later, requests are answered, and it is told', async () => {
  const { folder, path } = await setUpFolder()
  const { url, close } = await startEmulator({ port: 0, stateFile: path })
  const complaints = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => complaints.mockRestore())
  await rm(folder, { recursive: true })
  expect((await fetch(`${url}/session`)).status).toBe(200)
  expect(String(complaints.mock.calls[0]?.[0])).toContain('The state cannot be written to')
  await expect(close()).rejects.toThrow('The state cannot be written to')
  await expect(fetch(`${url}/session`)).rejects.toThrow()
})

test('saves wait for each other and share a write, and the last one has it all', async () => {
  const { path } = await setUpFolder()
  const { emulator, world } = setUp()
  const save = vi.fn(emulator.save)
  const state = createStateFile(path, { save })
  const first = state.save()
  await Promise.resolve()
  world.disableUser('ada')
  const later = [state.save(), state.save(), state.save()]
  world.disableUser('grace')
  await Promise.all([first, ...later])
  expect(save).toHaveBeenCalledTimes(2)
  expect((await readFile(path, 'utf8')).match(/"disabled":true/g)).toHaveLength(2)
})
