import { seconds } from './times.js'

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} [after] steps that must have passed before this one can run
 * @property {string} failure one sentence to print when the step fails
 * @property {() => Promise<string | void>} run may return a report, which is printed
 */

/**
 * Runs steps in parallel where their order allows it. Skips the steps that need a failed one.
 *
 * @param {Step[]} steps each after those it needs
 * @param {{ atOnce?: number, say?: (line: string) => void }} [options] `atOnce` is 2, as many as a small machine has cores
 * @returns {Promise<{ failures: string[], times: import('./times.js').Time[] }>} a sentence for each failed step, and
 *   the time of each step that ran
 */
export async function runSteps(steps, { atOnce = 2, say = console.log } = {}) {
  /** @type {string[]} */
  const failures = []
  /** @type {import('./times.js').Time[]} */
  const times = []
  /** Each resolves to the name of the failed step, if any. @type {Map<string, Promise<string | undefined>>} */
  const flights = new Map()
  const { enter, leave } = createGate(atOnce)

  /** @param {Step} step */
  const flight = async (step) => {
    const needed = await Promise.all((step.after ?? []).map((name) => flights.get(name)))
    const culprit = needed.find((name) => name !== undefined)
    if (culprit) {
      say(`✗ ${step.name}  left out, because of: ${culprit}`)
      return culprit
    }
    await enter()
    const startedAtMs = performance.now()
    const passed = await runStep(step, say)
    times.push({ name: step.name, ms: performance.now() - startedAtMs })
    leave()
    if (passed) return undefined
    failures.push(`${step.name}: ${step.failure}`)
    return step.name
  }

  for (const step of steps) flights.set(step.name, flight(step))
  await Promise.all(flights.values())
  return { failures, times }
}

/**
 * Limits concurrency: further callers wait in a queue.
 *
 * @param {number} places
 */
function createGate(places) {
  /** @type {(() => void)[]} */
  const queue = []
  let free = places
  return {
    enter: async () => {
      if (free > 0) free -= 1
      else await new Promise((resolve) => queue.push(() => resolve(undefined)))
    },
    leave: () => {
      const next = queue.shift()
      if (next) next()
      else free += 1
    },
  }
}

/**
 * @param {Step} step
 * @param {(line: string) => void} say
 * @returns {Promise<boolean>} whether it passed
 */
async function runStep(step, say) {
  const startedAtMs = performance.now()
  const passedTime = () => seconds(performance.now() - startedAtMs)
  say(`▸ ${step.name}`)
  try {
    const report = await step.run()
    if (report) say(report.trimEnd())
    say(`✓ ${step.name}  ${passedTime()}`)
    return true
  } catch (error) {
    say(explain(error))
    say(`✗ ${step.name}  ${passedTime()}`)
    return false
  }
}

/**
 * Prefers the output of a failed command, which says more than its exit code.
 *
 * @param {unknown} error
 */
function explain(error) {
  if (!(error instanceof Error)) return String(error)
  const output = 'output' in error ? String(error.output).trimEnd() : ''
  return output ? `${output}\n${error.message}` : error.message
}
