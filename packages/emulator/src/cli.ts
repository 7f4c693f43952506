#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readSeedFile } from './files/seed-file'
import { describeUsers } from './files/users'
import { startEmulator } from './node'
import { defaultSeed, seedPassword } from './world/seed'

const usage = `Usage: wachter-emulator [options]

  --port <number>               port to listen on, 0 for any free one (default 4747)
  --hostname <name>             interface to listen on (default 127.0.0.1)
  --mode staging|production     session in the URL or in a cookie (default staging)
  --frontend-host <host>        host of the hosted pages
  --seed <file>                 initial users, organizations and settings, in JSON (default: Ada, Grace and Linus)
  --state <file>                keep everything in this file, so that a restart signs nobody out;
                                once it exists, it counts instead of the seed
  --rate-limits                 apply the server's real rate limits
  --nasty                       use every irregularity of the server's answers, such as null arrays
  --version                     show the version
  -h, --help                    show this help`

function readOptions() {
  const { values } = parseOptions()
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`The port must be a number from 0 to 65535, not ${values.port}`)
  const { mode } = values
  if (mode !== 'staging' && mode !== 'production')
    throw new Error(`The mode must be staging or production, not ${mode}`)
  const { 'frontend-host': frontendHost, 'rate-limits': rateLimits, ...others } = values
  return { ...others, port, mode, frontendHost, rateLimits } as const
}

function parseOptions() {
  const options = {
    port: { type: 'string', default: '4747' },
    hostname: { type: 'string' },
    mode: { type: 'string', default: 'staging' },
    'frontend-host': { type: 'string' },
    seed: { type: 'string' },
    state: { type: 'string' },
    'rate-limits': { type: 'boolean', default: false },
    nasty: { type: 'boolean', default: false },
    version: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  } as const
  try {
    return parseArgs({ options })
  } catch (error) {
    const message = (error as Error).message.replace(/\.$/, '')
    throw new Error(`${message}. See wachter-emulator --help`, { cause: error })
  }
}

async function main() {
  const { help, version, hostname, frontendHost, seed: seedPath, state, ...options } = readOptions()
  if (help) return console.log(usage)
  if (version) return console.log(readVersion())
  const seed = seedPath ? await readSeedFile(seedPath) : defaultSeed
  const restored = state !== undefined && existsSync(state) ? state : undefined
  const server = await startEmulator({
    ...options,
    seed,
    ...(state && { stateFile: state }),
    ...(hostname && { hostname }),
    ...(frontendHost && { frontendHost }),
  })
  console.log(`Wacht's Frontend API, emulated (${options.mode})

  URL              ${server.url}
  publishable key  ${server.publishableKey}
  hosted pages     ${server.emulator.world.deployment().ui_settings.sign_in_page_url}
  control API      ${server.url}/__emulator
${state ? `  state            ${state}\n` : ''}
${describeUsers(server.emulator.world.state().users, { restored, seedPath, password: seedPassword })}

Press Ctrl+C to stop.`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close().catch(report))
}

function readVersion(): string {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version
}

function report(error: unknown) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

main().catch(report)
