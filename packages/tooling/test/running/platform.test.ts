import { posix, win32 } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../../src/root.js'
import { demoProcess } from '../../src/running/demo-process.js'
import { environment, spawnable, workspaceNode } from '../../src/running/platform.js'

describe.each(['linux', 'darwin'] as const)('on %s', (platform) => {
  test('a command is started as it is, without a shell', () => {
    const commandLine = ['npm', 'install', '/my project/a b.tgz', 'react@>=18', '50%', '"']
    expect(spawnable(commandLine, platform)).toEqual({ command: 'npm', args: commandLine.slice(1), options: {} })
  })

  test('the tools of the workspace come first on the path', () => {
    const { PATH } = environment({ env: { PATH: '/usr/bin:/my tools' }, platform })
    expect(PATH?.startsWith(posix.join(root, 'node_modules', '.bin'))).toBe(true)
    expect(PATH?.endsWith(':/usr/bin:/my tools')).toBe(true)
  })

  test('a variable called Path is not the path', () => {
    expect(environment({ env: { Path: 'mine' }, platform })).toMatchObject({
      Path: 'mine',
      PATH: expect.stringContaining('.bin'),
    })
  })

  test('the demo has a group of its own, so that only we tell it to stop', () => {
    const { command, options, isToldToStop } = demoProcess(platform)
    expect(command).toBe(posix.join(root, 'node_modules/node/bin/node'))
    expect(options.detached).toBe(true)
    expect(isToldToStop).toBe(true)
  })
})

describe('on Windows', () => {
  const platform = 'win32'
  const lineOf = (...commandLine: string[]) => spawnable(commandLine, platform)

  test('a batch file is started by cmd.exe, from one line', () => {
    expect(lineOf('pnpm', 'install', '--frozen-lockfile')).toEqual({
      command: 'pnpm install --frozen-lockfile',
      args: [],
      options: { shell: true },
    })
  })

  test.each([
    ['a blank', 'C:\\my project\\a.tgz', '"C:\\my project\\a.tgz"'],
    ['a blank and a backslash at its end', 'C:\\my project\\', '"C:\\my project\\\\"'],
    ['what would send the output to a file', 'react@>=18', '"react@>=18"'],
    ['what would begin another command', 'a&b|c', '"a&b|c"'],
    ['what quotes', '^/types(1)', '"^/types(1)"'],
    ['nothing', '', '""'],
  ])('an argument with %s stays one argument', (_, argument, written) => {
    expect(lineOf('pnpm', argument).command).toBe(`pnpm ${written}`)
  })

  test('a batch file may lie in a folder with a blank', () => {
    expect(lineOf('C:\\my tools\\pnpm.cmd', 'pack').command).toBe('"C:\\my tools\\pnpm.cmd" pack')
  })

  test.each(['50%', 'say "no"', 'two\nlines'])('what no quotes protect is refused: %j', (argument) => {
    expect(() => lineOf('pnpm', argument)).toThrow('cmd.exe')
  })

  test('a program is started without a shell, wherever it lies', () => {
    const program = 'C:\\Program Files\\nodejs\\node.exe'
    expect(lineOf(program, 'a b.js', '50%')).toEqual({ command: program, args: ['a b.js', '50%'], options: {} })
  })

  test('the path keeps the name it has, and is there once', () => {
    const env = environment({ env: { Path: 'C:\\Windows;C:\\my tools' }, platform })
    expect(Object.keys(env).filter((name) => name.toUpperCase() === 'PATH')).toEqual(['Path'])
    expect(env.Path).toMatch(/\\node_modules\\\.bin;.*C:\\Windows;C:\\my tools$/)
  })

  test('the demo runs without a shell, and gets Ctrl-C itself', () => {
    const { command, args, options, isToldToStop } = demoProcess(platform)
    expect(command).toBe(workspaceNode(platform))
    expect(command).toBe(win32.join(root, 'node_modules\\node\\bin\\node.exe'))
    expect(spawnable([command, ...args], platform)).toEqual({ command, args, options: {} })
    expect(options.detached).toBe(false)
    expect(isToldToStop).toBe(false)
  })
})

test('output has colours in terminals, or if requested', () => {
  expect(environment({ env: {}, isTerminal: false }).NO_COLOR).toBe('1')
  expect(environment({ env: {}, isTerminal: true }).NO_COLOR).toBeUndefined()
  expect(environment({ env: { FORCE_COLOR: '1' }, isTerminal: false }).NO_COLOR).toBeUndefined()
})
