import { createEmulator, type Emulator } from '@wachter/emulator'
import { createHandlers } from '@wachter/emulator/msw'
import { setupWorker } from 'msw/browser'

/** Call it before `createClient({ publishableKey: emulator.publishableKey })`. */
export async function startFakeServer(): Promise<Emulator> {
  const emulator = createEmulator()
  await setupWorker(...createHandlers(emulator)).start({ quiet: true })
  return emulator
}
