import { defaultSeed, seedPassword } from '@wachter/emulator'

/** Prints the URLs and the accounts that can sign in. */
export function announce({ url, apiUrl, emulatorUrl }: { url: string; apiUrl: string; emulatorUrl: string }): void {
  const users = defaultSeed.users.map(({ email }) => email).join('  ')
  console.log(`
  The demo is at  ${url}

  Sign in as      ${users}
  Password        ${seedPassword}

  Frontend API    ${emulatorUrl}  (emulator)
  Your backend    ${apiUrl}

  Stop with Ctrl+C.
`)
}
