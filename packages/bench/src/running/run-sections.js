import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * @typedef {import('../report/target-table.js').Measured} Measured
 *
 * @typedef {object} Surroundings
 * @property {string[]} options of the command
 * @property {string | undefined} profile a folder for CPU profiles
 * @property {(measured: Measured) => void} onMeasured
 */

const longestMs = 900_000
const file = fileURLToPath(new URL('section-process.js', import.meta.url))

/**
 * Runs each section in a process of its own, those about other clients together: no section changes the globals, the heap or
 * the compiled code of another, and a process ends whatever was left open. Progress and errors are on stderr.
 *
 * @param {import('../sections.js').NamedSection[]} sections
 * @param {Surroundings} surroundings
 */
export async function runSections(sections, surroundings) {
  const own = sections.filter(({ name }) => !name.startsWith('peers'))
  const others = sections.filter(({ name }) => name.startsWith('peers'))
  /** @type {Measured[]} */
  const measured = []
  for (const group of [...own.map((section) => [section]), ...(others.length > 0 ? [others] : [])]) {
    const done = measured.length
    console.error(`[${done + 1}/${sections.length}] ${group.map(({ name }) => name).join(', ')} …`)
    const startedAt = performance.now()
    measured.push(...(await runGroup(group, surroundings)))
    console.error(
      `[${done + group.length}/${sections.length}] ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`,
    )
  }
  return measured
}

/**
 * @param {import('../sections.js').NamedSection[]} group
 * @param {Surroundings} surroundings
 * @returns {Promise<Measured[]>} a section without rows has failed
 */
function runGroup(group, { options, profile, onMeasured }) {
  const profiling = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []
  const child = fork(file, [group.map(({ name }) => name).join(','), ...options], {
    execArgv: ['--expose-gc', ...profiling],
    // What a section prints is not part of the report.
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  /** @type {Map<string, import('../sections.js').Row[]>} */
  const found = new Map()
  const timer = setTimeout(() => {
    console.error(`It did not end within ${longestMs / 60_000} minutes.`)
    child.kill('SIGKILL')
  }, longestMs)
  child.on('message', (/** @type {any} */ { name, rows }) => {
    timer.refresh()
    if (rows) found.set(name, rows)
  })
  return new Promise((resolve) => {
    child.on('close', () => {
      clearTimeout(timer)
      const measured = group.map(({ name, title }) => ({
        name,
        title,
        ...(found.has(name) && { rows: found.get(name) ?? [] }),
      }))
      for (const one of measured) onMeasured(one)
      resolve(measured)
    })
  })
}
