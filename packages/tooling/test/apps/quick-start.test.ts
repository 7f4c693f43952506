import { createEmulator } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import {
  envFor,
  isServer,
  keyIn,
  quickStartNames,
  quickStartOf,
  readQuickStart,
  withTarballs,
} from '../../src/apps/starters/quick-start.js'

const fenced = (language: string, ...lines: string[]) => [`\`\`\`${language}`, ...lines, '```', ''].join('\n')

describe('reading a page', () => {
  test('a block is a file when the paragraph before it begins with its path', () => {
    const page = `# Title\n\n\`src/a.ts\` does\nthis:\n\n${fenced('ts', 'const a = 1', '', 'const b = 2')}`
    expect(readQuickStart(page)).toEqual({
      commands: [],
      starter: [{ path: 'src/a.ts', text: 'const a = 1\n\nconst b = 2\n' }],
      files: [],
    })
  })

  test('what is pasted before anything is installed is the starter', () => {
    const page = [
      fenced('sh', 'mkdir app', 'cd app'),
      `\`package.json\`:\n\n${fenced('json', '{}')}`,
      fenced('sh', 'npm install a'),
      `\`a.ts\`:\n\n${fenced('ts', 'a')}`,
    ].join('\n')
    const { starter, files } = readQuickStart(page)
    expect(starter).toEqual([{ path: 'package.json', text: '{}\n' }])
    expect(files).toEqual([{ path: 'a.ts', text: 'a\n' }])
  })

  test('an env file is a file, other blocks of a shell are commands, without comments and in order', () => {
    const page = [
      `Type \`this\`:\n\n${fenced('sh', '# first', 'npm install a   b # and wait', '', 'cd app')}`,
      `\`.env.local\`:\n\n${fenced('sh', 'KEY=pk_test_a')}`,
      fenced('sh', 'npx wachter-emulator'),
    ].join('\n')
    expect(readQuickStart(page)).toEqual({
      commands: [
        ['npm', 'install', 'a', 'b'],
        ['cd', 'app'],
        ['npx', 'wachter-emulator'],
      ],
      starter: [],
      files: [{ path: '.env.local', text: 'KEY=pk_test_a\n' }],
    })
  })

  test('a block without a path is refused', () => {
    expect(() => readQuickStart(`Write this into \`a.ts\`:\n\n${fenced('ts', 'a')}`)).toThrow('its path')
    expect(() => readQuickStart(`\`a.ts\`:\n\n${fenced('ts', 'a')}\n${fenced('ts', 'b')}`)).toThrow('its path')
  })
})

test('the packed packages are installed in place of ours, and nothing else changes', () => {
  const install = ['npm', 'install', '@wachter/core', 'nanostores', '@wachter/vue']
  expect(withTarballs(install, ['/t/wachter-core-0.0.0.tgz', '/t/wachter-vue-0.0.0.tgz'])).toEqual([
    ...['npm', 'install', '/t/wachter-core-0.0.0.tgz', 'nanostores', '/t/wachter-vue-0.0.0.tgz'],
  ])
  expect(() => withTarballs(['npm', 'install', '@wachter/none'], ['/t/wachter-core-0.0.0.tgz'])).toThrow('not packed')
})

test('the key is what the emulator prints', () => {
  expect(keyIn('  URL              http://localhost:1\n  publishable key  pk_test_a+b/c==\n')).toBe('pk_test_a+b/c==')
  expect(() => keyIn('Port 4747 is taken')).toThrow('Port 4747 is taken')
})

test('an env file gets the key and the port of this run', () => {
  const env = 'VITE_KEY=pk_test_abc\nVITE_API_URL=http://localhost:4749\n'
  expect(envFor(env, { publishableKey: 'pk_test_xyz', apiPort: 1234 })).toBe(
    'VITE_KEY=pk_test_xyz\nVITE_API_URL=http://localhost:1234\n',
  )
})

describe.each(await quickStartNames())('the quick start for %s', async (name) => {
  const { commands, files } = await quickStartOf(name)

  test('installs everything before it starts something, and the emulator first', () => {
    const lines = commands.map((command) => command.join(' '))
    const firstServer = commands.findIndex(isServer)
    expect(lines.slice(0, firstServer).join('\n')).toContain('npm install --save-dev @wachter/emulator')
    expect(lines[firstServer]).toBe('npx wachter-emulator')
    expect(commands.slice(firstServer).every(isServer)).toBe(true)
    expect(lines.at(-1)).toBe('npm run dev')
  })

  const server = files.find(({ path }) => path === 'server.js')
  test.skipIf(!server)('says where its API listens', () => {
    expect(server?.text).toMatch(/\.listen\(.*, \(\) => console\.log\(`.*\$\{url\}`\)\)/)
  })

  test('has the key of the emulator on its usual port in an env file', () => {
    const env = files.find(({ path }) => path.startsWith('.env'))?.text
    expect(env).toContain(`=${createEmulator().publishableKey}\n`)
  })
})
