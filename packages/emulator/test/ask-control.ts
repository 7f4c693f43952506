import type { Emulator } from '@wachter/emulator'

/** Asks the control API in process, as a caller of the same machine would. */
export async function askControl(emulator: Emulator, method: string, path: string, json?: unknown) {
  const body = json !== undefined && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(json) }
  const response = await emulator.fetch(`${emulator.baseUrl}/__emulator${path}`, { method, ...body })
  return { status: response.status, headers: response.headers, body: await response.json() }
}
