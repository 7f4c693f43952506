import { PortTaken } from './listen.ts'

export interface Ports {
  readonly page: number
  readonly emulator: number
  readonly api: number
}

/** The name of the environment variable that sets each port. */
const variables = { page: 'PORT', emulator: 'EMULATOR_PORT', api: 'API_PORT' } as const

export const defaultPorts: Ports = { page: 4748, emulator: 4747, api: 4749 }

/**
 * Reads the ports from the environment. 0 means any free one.
 *
 * @throws {RangeError} when a variable is not a port
 */
export function portsFrom(env: Readonly<Record<string, string | undefined>>): Ports {
  const port = (name: keyof Ports) => {
    const text = env[variables[name]]
    if (!text) return defaultPorts[name]
    const number = Number(text)
    if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number
    throw new RangeError(`${variables[name]} must be a port from 0 to 65535, not "${text}".`)
  }
  return { page: port('page'), emulator: port('emulator'), api: port('api') }
}

/** The exit code for a port that is taken; `npm start` relies on it. */
const portTakenCode = 98

/** Prints one sentence and ends the process if the error is about a port; rethrows other errors. */
export function explainPorts(error: unknown, ports?: Ports): never {
  if (error instanceof PortTaken && ports) {
    const name = (Object.keys(variables) as (keyof Ports)[]).find((key) => ports[key] === error.port) ?? 'page'
    console.error(`${error.message} Set ${variables[name]} to another one, or to 0 for any free port.`)
    process.exit(portTakenCode)
  }
  if (error instanceof RangeError) {
    console.error(error.message)
    process.exit(1)
  }
  throw error
}
