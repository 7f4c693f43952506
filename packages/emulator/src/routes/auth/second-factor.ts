import { badRequestBody, refuseWithoutCode } from '../../wire/refusal'
import { issueCode, redeemCode } from '../../world/access/codes'
import { sendCode } from '../../world/access/outbox'
import type { SigninAttempt } from '../../world/access/signin-attempts'
import { type SecondFactor, secondFactorPhones, secondFactorsOf } from '../../world/identity/second-factors'
import { isTotpCode } from '../../world/identity/totp'
import type { PhoneNumber, User } from '../../world/identity/users'
import type { AppContext } from '../serving/context'
import type { AuthServer } from './server'

const secondFactors: readonly string[] = ['phone_otp', 'authenticator', 'backup_code'] satisfies SecondFactor[]

/** Stores the chosen second factor, and sends a code if it is the phone. */
export function prepareSecondFactor(c: AppContext, { data }: AuthServer, attempt: SigninAttempt, user: User) {
  const method = c.req.query('strategy')
  if (!isSecondFactor(method)) throw refuseWithoutCode(400, 'Unsupported second factor')
  if (!secondFactorsOf(data, user).includes(method)) {
    throw refuseWithoutCode(400, 'This second factor is not available')
  }
  const expiresAtMs = data.clock.now() + data.lifetimes.secondFactorChoiceMs
  if (method !== 'phone_otp') {
    attempt.secondFactorChoice = { method, phoneNumberId: null, expiresAtMs }
    return { method }
  }
  const phone = phoneEndingWith(user, c.req.query('last_digits') ?? '')
  attempt.secondFactorChoice = { method, phoneNumberId: phone.id, expiresAtMs }
  const code = issueCode(data, { subject: phoneSubject(attempt) })
  const to = phone.countryCode + phone.phoneNumber
  sendCode(data, { channel: 'sms', to, code, purpose: 'second-factor', attemptId: attempt.id })
  const masked = `${phone.countryCode}${'*'.repeat(phone.phoneNumber.length - 4)}${phone.phoneNumber.slice(-4)}`
  return { masked_phone: masked, method, otp_sent: true }
}

/** Throws unless the code is valid for the chosen second factor, or for the one in the request. */
export function verifySecondFactor(
  c: AppContext,
  server: AuthServer,
  attempt: SigninAttempt,
  user: User,
  code: string,
) {
  const { data } = server
  const choice = attempt.secondFactorChoice
  const remembered = choice && choice.expiresAtMs > data.clock.now() ? choice.method : undefined
  const method = remembered ?? (c.req.query('method') || 'authenticator')
  if (method === 'authenticator') {
    const secret = user.authenticator?.secret
    if (!secret || !isTotpCode(secret, code, data.clock.now())) {
      throw refuseWithoutCode(400, 'Invalid authentication code')
    }
  } else if (method === 'backup_code') {
    if (!user.backupCodes.includes(code.trim())) throw refuseWithoutCode(400, 'Invalid backup code')
    user.backupCodes = user.backupCodes.filter((row) => row !== code.trim())
  } else if (method !== 'phone_otp' || !redeemCode(data, phoneSubject(attempt), code)) {
    throw refuseWithoutCode(400, 'Invalid or expired OTP')
  }
}

function phoneEndingWith(user: User, lastDigits: string): PhoneNumber {
  if (!/^\d{4}$/.test(lastDigits)) throw badRequestBody()
  const phone = secondFactorPhones(user).find((row) => row.phoneNumber.endsWith(lastDigits))
  if (!phone) throw refuseWithoutCode(400, 'No phone number ends with these digits')
  return phone
}

function phoneSubject(attempt: SigninAttempt): string {
  return `second factor ${attempt.id}`
}

function isSecondFactor(method: string | undefined): method is SecondFactor {
  return method !== undefined && secondFactors.includes(method)
}
