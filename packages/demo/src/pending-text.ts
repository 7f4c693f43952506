const texts: Readonly<Record<string, string>> = {
  'sign-in': 'Signing in',
  'sign-out': 'Signing out',
  'switch-sign-in': 'Switching account',
  'switch-organization': 'Switching organization',
  'switch-workspace': 'Switching workspace',
}

/** The text for a pending change. Empty when there is none. */
export const pendingText = (pending: string | undefined): string =>
  pending === undefined ? '' : `${texts[pending] ?? pending}…`
