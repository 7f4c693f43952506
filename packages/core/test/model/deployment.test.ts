import { expect, test } from 'vitest'
import { type Deployment, withUiOverwrites } from '../../src/model/deployment.js'

const deployment = { id: '1', uiSettings: { appName: 'Acme', signInPageUrl: '/in' } } as unknown as Deployment

test('overwrites are laid over the settings key by key and leave the deployment as it was', () => {
  expect(withUiOverwrites(deployment, { appName: 'Mine' }).uiSettings).toEqual({
    appName: 'Mine',
    signInPageUrl: '/in',
  })
  expect(deployment.uiSettings).toEqual({ appName: 'Acme', signInPageUrl: '/in' })
})

test('overwrites also do where there are no settings, and settings where there are no overwrites', () => {
  const bare = { ...deployment, uiSettings: undefined }
  expect(withUiOverwrites(bare, { appName: 'Mine' }).uiSettings).toEqual({ appName: 'Mine' })
  expect(withUiOverwrites(deployment, undefined).uiSettings).toEqual(deployment.uiSettings)
})
