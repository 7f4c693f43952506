import type { Emulator } from '@wachter/emulator'

/** Answers a fake provider's question and gives the address the visitor comes back to, on the page of the app. */
export async function answerProvider(emulator: Emulator, authorizeUrl: string, fields: Record<string, string>) {
  const body = new URLSearchParams(fields)
  return follow(emulator, await emulator.fetch(authorizeUrl, { method: 'POST', body }))
}

/** Providers lead back over stations of the server's. */
async function follow(emulator: Emulator, response: Response): Promise<string> {
  const target = new URL(response.headers.get('location') ?? '')
  return /\/relay$|\/oidc\/callback$/.test(target.pathname)
    ? follow(emulator, await emulator.fetch(target))
    : target.href
}
