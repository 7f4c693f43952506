/** @module-tag long */

import { afterAll, beforeAll, describe, test } from 'vitest'
import { type Place, reach, ways } from './place.js'
import { signUpPaths } from './sign-up-paths.js'
import { walk } from './walk.js'

describe.each(ways)('$mode $name', (transport) => {
  let place: Place
  beforeAll(async () => {
    place = await reach(transport)
  })
  afterAll(() => place.close())

  test.each(signUpPaths)('$name', async (path) => {
    place.world.reset()
    await walk(place, path)
  })
})
