import type { SecondFactorMethod } from './second-factor-steps.js'

/** The server's name of each method. */
export const secondFactorNames: Readonly<Record<SecondFactorMethod, string>> = {
  authenticator: 'authenticator',
  phone: 'phone_otp',
  'backup-code': 'backup_code',
}
