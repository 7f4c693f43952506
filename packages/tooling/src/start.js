import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { bootstrap, giveUp } from './bootstrap.js'
import { buildStep } from './checks.js'
import { environment, root } from './command.js'
import { runSteps } from './steps.js'

/** The demo says itself, in a sentence, that its port is taken. */
const portTaken = 98

await bootstrap()
const failures = await runSteps([buildStep()])
if (failures.length > 0) giveUp(failures)

const demo = spawn('pnpm', ['--silent', 'run', 'serve'], {
  cwd: join(root, 'packages', 'demo'),
  env: environment(),
  stdio: ['ignore', 'inherit', 'inherit'],
  // A group of its own, so that one signal reaches pnpm, its shell and the server alike.
  detached: true,
})

/** @type {NodeJS.Signals | undefined} */
let stoppedBy
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    stoppedBy = signal
    if (demo.pid) process.kill(-demo.pid, signal)
  })
}

demo.on('error', (error) => giveUp([`The demo could not be started: ${error.message}`]))
demo.on('exit', (code) => {
  if (stoppedBy || code === 0) process.exit(0)
  if (code !== portTaken) console.error(`The demo stopped with exit code ${code}.`)
  process.exit(code ?? 1)
})
