import { faultScenarios } from './faults.js'
import { identityScenarios } from './identity.js'
import { tokenScenarios } from './tokens.js'

/**
 * @typedef {object} Verdict
 * @property {boolean} passed
 * @property {string} saw what was seen, in a few words
 *
 * @typedef {object} Scenario
 * @property {string} title
 * @property {(keyof import('../stage/stage.js').Peer)[]} [needs] operations without which it says nothing
 * @property {boolean} [tabs] whether there are two; their times cannot be virtual
 * @property {Partial<Parameters<typeof import('../stage/stage.js').createStage>[1]>} [options] of the stage
 * @property {(stage: import('../stage/stage.js').Stage) => Promise<Verdict>} play
 */

/** What went wrong elsewhere, each as one question to a client that is signed in as A. @type {Record<string, Scenario>} */
export const scenarios = { ...identityScenarios, ...faultScenarios, ...tokenScenarios }
