import { describe, onTestFinished, test } from 'vitest'
import { clientScenarios } from './scenarios/client.js'
import { contextScenarios } from './scenarios/context.js'
import { membershipScenarios } from './scenarios/memberships.js'
import { signInScenarios } from './scenarios/sign-in.js'
import { signOutScenarios } from './scenarios/sign-out.js'
import { ticketScenarios } from './scenarios/tickets.js'
import { tokenScenarios } from './scenarios/tokens.js'
import { setUpStage } from './stage.js'
import { transports } from './transports.js'

const scenarios = [
  ...signInScenarios,
  ...contextScenarios,
  ...membershipScenarios,
  ...tokenScenarios,
  ...signOutScenarios,
  ...ticketScenarios,
  ...clientScenarios,
]

describe.each(transports)('$mode $name', (transport) => {
  test.each(scenarios)('$name', async ({ play }) => {
    const stage = await setUpStage(transport)
    onTestFinished(stage.close)
    await play(stage)
  })
})
