import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** A process of the CLI, from the sources. It is gone after the test. */
export function startCli(...options: readonly string[]) {
  const child = spawn(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    '--conditions=@wachter/source',
    `--import=${new URL('../simulation/load-sources.ts', import.meta.url)}`,
    pathOf('../../emulator/src/cli.ts'),
    ...options,
  ])
  let output = ''
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve))
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text) => {
        output += text
        if (output.includes('Press Ctrl+C')) resolve()
      })
    }
    child.once('close', () => resolve())
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await exited
  })
  return {
    /** Once it listens, or has ended. */
    async output() {
      await ready
      return output
    },
    exited,
    async stop(signal: 'SIGINT' | 'SIGKILL' = 'SIGINT') {
      child.kill(signal)
      return exited
    },
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
