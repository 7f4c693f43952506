import { posix, win32 } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findBrowser, findLightBrowser } from '../../src/browser/browser.js'

const { join } = posix

const machineWith = (...files: string[]) => ({
  env: { PATH: '/first:/second' },
  exists: (file: string) => files.includes(file),
  platform: 'linux' as const,
})

test('the browser named in the environment comes before any other, even when it is not there', () => {
  const machine = machineWith(join('/first', 'chromium'))
  expect(findBrowser({ ...machine, env: { ...machine.env, WACHTER_BROWSER: '/mine' } })).toEqual({
    executablePath: '/mine',
  })
})

test('Chrome comes before Chromium in the same folder', () => {
  const machine = machineWith(join('/first', 'chromium'), join('/first', 'google-chrome'))
  expect(findBrowser(machine)).toEqual({ executablePath: join('/first', 'google-chrome') })
})

test('an earlier folder of the path comes before a later one', () => {
  const machine = machineWith(join('/second', 'google-chrome'), join('/first', 'chromium'))
  expect(findBrowser(machine)).toEqual({ executablePath: join('/first', 'chromium') })
})

test('an application is found where the path names none', () => {
  const application = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  expect(findBrowser({ ...machineWith(application), platform: 'darwin' })).toEqual({ executablePath: application })
})

test.each(['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'])('on Windows Chrome is found below %s', (variable) => {
  const application = 'D:\\my programs\\Google\\Chrome\\Application\\chrome.exe'
  const env = { PATH: 'C:\\Windows', [variable]: 'D:\\my programs' }
  const machine = { ...machineWith(application), env, platform: 'win32' as const }
  expect(findBrowser(machine)).toEqual({ executablePath: application })
})

test('on Windows the path comes first there, too', () => {
  const program = win32.join('D:\\my tools', 'chromium.exe')
  const env = { PATH: 'C:\\Windows;D:\\my tools' }
  expect(findBrowser({ ...machineWith(program), env, platform: 'win32' })).toEqual({ executablePath: program })
})

test('a machine without a browser leaves the choice to playwright', () => {
  expect(findBrowser(machineWith())).toEqual({})
  expect(findBrowser({ env: {}, exists: () => false })).toEqual({})
})

describe('the light browser', () => {
  const light = join('/second', 'chromium-headless-shell')

  test('comes before any other of the path', () => {
    expect(findLightBrowser(machineWith(join('/first', 'google-chrome'), light))).toEqual({ executablePath: light })
  })

  test('does not come before the one named in the environment', () => {
    const machine = machineWith(light)
    const named = { ...machine, env: { ...machine.env, WACHTER_BROWSER: '/mine' } }
    expect(findLightBrowser(named)).toEqual({ executablePath: '/mine' })
  })

  test('is any browser where there is none', () => {
    const chromium = join('/first', 'chromium')
    expect(findLightBrowser(machineWith(chromium))).toEqual({ executablePath: chromium })
    expect(findLightBrowser(machineWith())).toEqual({})
  })
})
