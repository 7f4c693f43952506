import { html } from 'hono/html'
import type { Html } from '../../layout/layout'
import type { WireSession } from '../../wire/session'
import { buttonForm, form, hidden, input, link } from '../visit/forms'
import type { HostedPage } from '../visit/page'
import type { Visit } from '../visit/visit'
import { profileFields } from './profile-fields'
import { codeForm } from './sign-in-steps'
import { socialButtons, startSocial } from './social'

type Attempt = NonNullable<WireSession['signup_attempts']>[number]

const profile = ['email_address', 'username', 'first_name', 'last_name', 'phone_number'] as const

export const signUpPage: HostedPage = {
  async show(visit, error = '') {
    const session = await visit.api.get<WireSession>('/session')
    const attempt = attemptOf(session, visit.field('signup_attempt_id'))
    if (attempt) return attempt.current_step ? showStep(visit, attempt, error) : visit.leave('signup')
    const { sign_up_mode: mode } = visit.server.data.deployment.restrictions
    const signIn = html`<p>${link(visit.link('/sign-in', { redirect_uri: visit.redirectUri }), 'Sign in instead')}</p>`
    if (mode === 'restricted') {
      return visit.show({ title: 'Sign up', content: html`<p>Sign-up is closed.</p>${signIn}` })
    }
    if (mode === 'waitlist' && !visit.field('invite_token')) return visit.goTo('/waitlist')
    const content = html`${form(visit, 'sign-up', await signUpFields(visit))}${socialButtons(visit)}${signIn}`
    return visit.show({ title: 'Sign up', error, content })
  },
  act: { 'sign-up': signUp, verify, resend: (visit) => proceed(visit), social: (visit) => startSocial(visit) },
}

async function signUpFields(visit: Visit): Promise<Html> {
  const { auth_settings: settings } = visit.server.data.deployment
  const token = visit.field('invite_token')
  const invited = token ? await visit.api.get<Invited>('/deployment/invitations/validate', { token }) : undefined
  const password = input({ name: 'password', label: 'Password', type: 'password', autocomplete: 'new-password' })
  return html`
    ${invited?.valid === false ? html`<p class="error" role="alert">${invited.message}</p>` : ''}
    ${token ? hidden('invite_token', token) : ''}
    ${profile.filter((name) => settings[name].enabled).map(profileField)}
    ${settings.password.enabled ? password : ''}
    <button>Sign up</button>`

  function profileField(name: (typeof profile)[number]) {
    const { required } = settings[name]
    const known = (field: string) =>
      visit.field(field) || invited?.[field as 'email' | 'first_name' | 'last_name'] || ''
    return profileFields([name], known, { required, ...(!required && { hint: 'Optional' }) })
  }
}

interface Invited {
  valid: boolean
  email?: string
  first_name?: string
  last_name?: string
  message?: string
}

function showStep(visit: Visit, { current_step: step }: Attempt, error: string): Promise<Response> {
  const where = step === 'verify_phone' ? 'by text message' : 'by e-mail'
  const again = buttonForm(visit, 'resend', 'Send it again')
  const content = html`<p>We have sent you a code ${where}.</p>${codeForm(visit)}${again}`
  return visit.show({ title: 'Enter the code', error, content })
}

async function signUp(visit: Visit): Promise<Response> {
  const names = ['email', 'username', 'first_name', 'last_name', 'phone_number', 'password', 'invite_token']
  const fields = Object.fromEntries(names.map((name) => [name, visit.field(name)]))
  // The form always posts a dial code; drop it when there is no number.
  const dialCode = fields.phone_number ? { phone_country_code: visit.field('phone_country_code') } : {}
  const session = await visit.api.post<WireSession>('/auth/signup', {}, { ...fields, ...dialCode })
  return proceed(visit, session.signup_attempts?.at(-1)?.id)
}

async function verify(visit: Visit): Promise<Response> {
  const query = { attempt_identifier: visit.field('signup_attempt_id'), identifier_type: 'signup' }
  await visit.api.post('/auth/attempt-verification', query, { verification_code: visit.field('verification_code') })
  return proceed(visit)
}

/** Sends the code of the next step and shows it, or leaves the page when no step is left. */
async function proceed(visit: Visit, attemptId = visit.field('signup_attempt_id')): Promise<Response> {
  const attempt = attemptOf(await visit.api.get<WireSession>('/session'), attemptId)
  if (!attempt?.current_step || attempt.completed) return visit.leave('signup')
  const strategy = attempt.current_step === 'verify_phone' ? 'phone_otp' : 'email_otp'
  const query = { attempt_identifier: attemptId, identifier_type: 'signup', strategy }
  await visit.api.post('/auth/prepare-verification', query)
  return visit.goTo('/sign-up', { signup_attempt_id: attemptId, redirect_uri: visit.redirectUri })
}

function attemptOf(session: WireSession, attemptId: string): Attempt | undefined {
  return session.signup_attempts?.findLast((row) => row.id === attemptId)
}
