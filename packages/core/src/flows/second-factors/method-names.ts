import type { SecondFactorMethod } from './second-factor-steps.js'

/** The server's name of each method. */
export const secondFactorNames: Readonly<Record<SecondFactorMethod, string>> = {
  authenticator: 'authenticator',
  'backup-code': 'backup_code',
  phone: 'phone_otp',
}
