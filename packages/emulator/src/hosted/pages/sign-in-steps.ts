import { html } from 'hono/html'
import type { Html } from '../../layout/layout'
import type { WireSession } from '../../wire/session'
import { ApiFailure } from '../visit/api'
import { buttonForm, form, hidden, input, link } from '../visit/forms'
import type { Visit } from '../visit/visit'
import { profileFields } from './profile-fields'

type Attempt = NonNullable<WireSession['signin_attempts']>[number]

/** The attempt with this id. If an answer has two entries, returns the later one. */
export function attemptOf(session: WireSession, attemptId: string): Attempt | undefined {
  return session.signin_attempts?.findLast((row) => row.id === attemptId)
}

/** Continues an attempt: sends the code of the next step if it needs one and shows it, or leaves the page when done. */
export async function proceed(visit: Visit, attemptId: string): Promise<Response> {
  const attempt = attemptOf(await visit.api.get<WireSession>('/session'), attemptId)
  if (attempt?.completed) return visit.leave('signin')
  if (attempt && isSent(attempt.current_step)) await prepare(visit, attempt)
  return visit.goTo('/sign-in', { signin_attempt_id: attemptId, redirect_uri: visit.redirectUri })
}

/** Shows the form of the attempt's current step. */
export function showStep(visit: Visit, attempt: Attempt, error: string): Promise<Response> {
  const [title, content] = stepContent(visit, attempt)
  const restart = link(visit.link('/sign-in', { redirect_uri: visit.redirectUri }), 'Start again')
  return visit.show({ title, error, content: html`${content}<p>${restart}</p>` })
}

export const stepActions = {
  async verify(visit: Visit) {
    const attemptId = visit.field('signin_attempt_id')
    const query = { attempt_identifier: attemptId, identifier_type: 'signin', method: visit.field('method') }
    await visit.api.post('/auth/attempt-verification', query, { verification_code: visit.field('verification_code') })
    return proceed(visit, attemptId)
  },
  resend: (visit: Visit) => proceed(visit, visit.field('signin_attempt_id')),
  async choose(visit: Visit) {
    const { field } = visit
    const [attemptId, strategy] = [field('signin_attempt_id'), field('strategy')]
    const query = { attempt_identifier: attemptId, identifier_type: 'signin', strategy }
    await visit.api.post('/auth/prepare-verification', { ...query, last_digits: field('last_digits') })
    const parameters = { signin_attempt_id: attemptId, method: strategy, redirect_uri: visit.redirectUri }
    return visit.goTo('/sign-in', parameters)
  },
  async profile(visit: Visit) {
    const attemptId = visit.field('signin_attempt_id')
    const names = ['first_name', 'last_name', 'username', 'email', 'phone_number', 'phone_country_code']
    const told = Object.fromEntries(names.map((name) => [name, visit.field(name)]))
    await visit.api.post('/auth/complete-profile', { attempt_id: attemptId }, told)
    return proceed(visit, attemptId)
  },
}

function stepContent(visit: Visit, attempt: Attempt): [title: string, content: Html] {
  const step = attempt.current_step
  if (step === 'verify_second_factor') return ['Second factor', secondFactor(visit, attempt)]
  if (step === 'complete_profile') {
    const fields = profileFields(attempt.missing_fields ?? [], visit.field)
    return ['Complete your profile', form(visit, 'profile', html`${fields}<button>Continue</button>`)]
  }
  const again = buttonForm(visit, 'resend', 'Send it again')
  if (step === 'verify_email_link') {
    return ['Check your mail', html`<p>Open the link we have sent you in this browser.</p>${again}`]
  }
  return ['Enter the code', html`<p>We have sent you a code.</p>${codeForm(visit)}${again}`]
}

function secondFactor(visit: Visit, { available_2fa_methods: methods }: Attempt): Html {
  const available: readonly string[] = methods ?? []
  if (available.includes(visit.field('method'))) return codeForm(visit)
  const phone = html`
    ${hidden('strategy', 'phone_otp')}
    ${input({ name: 'last_digits', label: 'Last four digits of your phone number', type: 'tel' })}
    <button>Text me a code</button>`
  return html`
    ${available.includes('authenticator') ? choice(visit, 'authenticator', 'Use your authenticator app') : ''}
    ${available.includes('backup_code') ? choice(visit, 'backup_code', 'Use a backup code') : ''}
    ${available.includes('phone_otp') ? form(visit, 'choose', phone) : ''}
    ${available.length === 0 ? html`<p>You have no second factor that is allowed here.</p>` : ''}`
}

function choice(visit: Visit, strategy: string, label: string): Html {
  return buttonForm(visit, 'choose', label, { strategy })
}

export function codeForm(visit: Visit): Html {
  const code = input({ name: 'verification_code', label: 'Code', autocomplete: 'one-time-code' })
  return form(visit, 'verify', html`${code}<button>Continue</button>`)
}

async function prepare(visit: Visit, { id, current_step: step }: Attempt): Promise<void> {
  const query = { attempt_identifier: id, identifier_type: 'signin', strategy: strategies.get(step) ?? 'email_otp' }
  try {
    await visit.api.post('/auth/prepare-verification', { ...query, redirect_uri: visit.redirectUri })
  } catch (error) {
    if (step !== 'verify_email') throw error
    // The newest server cannot send a code for this step; signing in with an e-mail code verifies the address, too.
    throw new ApiFailure('Your e-mail address is not verified. Sign in with a code instead.', { cause: error })
  }
}

function isSent(step: string): boolean {
  return step.startsWith('verify_') && step !== 'verify_second_factor'
}

const strategies = new Map([
  ['verify_email_link', 'magic_link'],
  ['verify_phone', 'phone_otp'],
  ['verify_phone_otp', 'phone_otp'],
])
