import { spawn } from 'node:child_process'
import { bootstrap, giveUp } from './bootstrap.js'
import { buildStep } from './checks.js'
import { demoProcess } from './running/demo-process.js'
import { runSteps } from './running/steps.js'

/** The exit code after which we print nothing, because the demo has explained that its port is taken. */
const portTaken = 98

await bootstrap()
const { failures } = await runSteps([buildStep()])
if (failures.length > 0) giveUp(failures)

const { command, args, options, isToldToStop } = demoProcess()
const demo = spawn(command, args, options)

/** @type {NodeJS.Signals | undefined} */
let stoppedBy
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    stoppedBy = signal
    if (isToldToStop) demo.kill(signal)
  })
}

demo.on('error', (error) => giveUp([`The demo could not be started: ${error.message}`]))
demo.on('exit', (code) => {
  if (stoppedBy || code === 0) process.exit(0)
  if (code !== portTaken) console.error(`The demo stopped with exit code ${code}.`)
  process.exit(code ?? 1)
})
