import { expect, test } from 'vitest'
import { setUp } from '../../visitor'

test('the settings of the pages are in an envelope, and no session is opened for them', async () => {
  const { visitor, world } = setUp()
  world.changeDeployment({ ui_settings: { app_name: 'Acme', favicon_image_url: 'https://acme.example/icon.png' } })
  const { body, headers } = await visitor.get('/.well-known/meta')
  expect(body).toMatchObject({
    status: 200,
    data: { app_name: 'Acme', favicon_image_url: 'https://acme.example/icon.png' },
    session: null,
    errors: null,
  })
  expect(headers.get('x-development-session')).toBeNull()
  expect(world.state().sessions).toEqual([])
})
