#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { startEmulator } from './node'
import { defaultSeed, seedPassword } from './world/seed'

const usage = `Usage: wachter-emulator [options]

  --port <number>               port to listen on, 0 for any free one (default 4747)
  --hostname <name>             interface to listen on (default 127.0.0.1)
  --mode staging|production     session in the URL or in a cookie (default staging)
  --frontend-host <host>        host of the hosted pages
  --rate-limits                 apply the server's real rate limits
  --nasty                       use every irregularity of the server's answers, such as null arrays
  --help                        show this help`

function readOptions(): CliOptions {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4747' },
      hostname: { type: 'string' },
      mode: { type: 'string', default: 'staging' },
      'frontend-host': { type: 'string' },
      'rate-limits': { type: 'boolean', default: false },
      nasty: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`The port must be a number from 0 to 65535, not ${values.port}`)
  const { mode } = values
  if (mode !== 'staging' && mode !== 'production')
    throw new Error(`The mode must be staging or production, not ${mode}`)
  const { hostname, nasty, help, 'frontend-host': frontendHost, 'rate-limits': rateLimits } = values
  return { port, mode, hostname, frontendHost, rateLimits, nasty, help }
}

interface CliOptions {
  port: number
  mode: 'staging' | 'production'
  hostname: string | undefined
  frontendHost: string | undefined
  rateLimits: boolean
  nasty: boolean
  help: boolean
}

async function main() {
  const { help, hostname, frontendHost, ...options } = readOptions()
  if (help) return console.log(usage)
  const server = await startEmulator({
    ...options,
    ...(hostname && { hostname }),
    ...(frontendHost && { frontendHost }),
  })
  const users = defaultSeed.users.map((user) => `  ${user.email}  (username ${user.username})`)
  console.log(`Wacht's Frontend API, emulated (${options.mode})

  URL              ${server.url}
  publishable key  ${server.publishableKey}
  hosted pages     ${server.emulator.world.deployment().ui_settings.sign_in_page_url}
  control API      ${server.url}/__emulator/state

Users, all with the password ${seedPassword}
${users.join('\n')}

Press Ctrl+C to stop.`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close())
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
