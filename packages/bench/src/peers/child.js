import { coldStampede } from './cases/cold.js'
import { importTime } from './cases/import.js'
import { scenarios } from './cases/scenarios.js'
import { warmToken } from './cases/warm.js'
import { createStage } from './stage/stage.js'

/**
 * @typedef {object} Order
 * @property {string} name of the client
 * @property {string} bundle the file of its entry
 * @property {'scenario' | 'warm' | 'cold' | 'import'} kind
 * @property {string} [scenario]
 */

// A client may leave a promise that rejects; it must not end the process before the case has a result.
process.on('unhandledRejection', () => undefined)
process.on('uncaughtException', () => undefined)
// The benchmark was stopped.
process.on('disconnect', () => process.exit())

/** @type {Order} */
const { name, bundle, kind, scenario = '' } = JSON.parse(process.argv[2] ?? '{}')

const cases = { scenario: playScenario, warm: warmToken, cold: coldStampede, import: importTime }

/** @type {{ result: unknown } | { error: string }} */
let answer
try {
  answer = { result: await cases[kind](name, bundle) }
} catch (error) {
  answer = { error: String(error) }
}
process.send?.(answer, () => process.exit())

async function playScenario() {
  const { tabs, options, play } = /** @type {import('./cases/scenarios.js').Scenario} */ (scenarios[scenario])
  /** @type {import('./stage/stage.js').Stage} */
  let stage
  try {
    stage = await createStage(name, { bundle, isVirtual: !tabs, ...options })
    await stage.prove()
  } catch (error) {
    // Without its trouble it can sign in: that is proved by the other scenarios.
    if (options) return { passed: false, saw: `cannot sign in: ${/** @type {Error} */ (error).message}` }
    throw error
  }
  return play(stage)
}
