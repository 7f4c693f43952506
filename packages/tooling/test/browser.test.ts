import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { findBrowser } from '../src/browser.js'

const machineWith = (...files: string[]) => ({
  env: { PATH: ['/first', '/second'].join(delimiter) },
  exists: (file: string) => files.includes(file),
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
  expect(findBrowser(machineWith(application))).toEqual({ executablePath: application })
})

test('a machine without a browser leaves the choice to playwright', () => {
  expect(findBrowser(machineWith())).toEqual({})
  expect(findBrowser({ env: {}, exists: () => false })).toEqual({})
})
