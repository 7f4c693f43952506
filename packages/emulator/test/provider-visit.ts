import type { Emulator } from '@wachter/emulator'

/** Answers a provider's question and follows it to where the visitor ends up outside of it. */
export async function answerProvider(emulator: Emulator, authorizeUrl: string, fields: Record<string, string>) {
  const body = new URLSearchParams(fields)
  return follow(emulator, await emulator.fetch(authorizeUrl, { method: 'POST', body }))
}

/** Opens a provider's page; it sends the visitor back at once when something is to go wrong. */
export async function openProvider(emulator: Emulator, authorizeUrl: string) {
  return follow(emulator, await emulator.fetch(authorizeUrl))
}

async function follow(emulator: Emulator, response: Response): Promise<URL> {
  const target = new URL(response.headers.get('location') ?? '')
  return target.pathname === '/__provider/relay' ? follow(emulator, await emulator.fetch(target)) : target
}
