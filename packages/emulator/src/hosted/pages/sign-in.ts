import { html } from 'hono/html'
import type { WireSession } from '../../wire/session'
import { form, input, link } from '../visit/forms'
import type { HostedPage } from '../visit/page'
import type { Visit } from '../visit/visit'
import { attemptOf, proceed, showStep, stepActions } from './sign-in-steps'
import { socialButtons, startSocial } from './social'

export const signInPage: HostedPage = {
  async show(visit, error) {
    const ticket = visit.field('ticket')
    if (ticket) {
      await visit.api.get('/session/ticket/exchange', { ticket })
      return visit.leave('signin')
    }
    const session = await visit.api.get<WireSession>('/session')
    const problem = error || visit.field('error_description') || visit.field('error')
    const attempt = attemptOf(session, visit.field('signin_attempt_id'))
    if (attempt?.completed) return visit.leave('signin')
    if (attempt) return showStep(visit, attempt, problem)
    if (visit.field('identifier')) return showMethods(visit, problem)
    return visit.field('with') === 'phone' ? showPhone(visit, problem) : showStart(visit, session, problem)
  },
  act: { identify, password, code, social: (visit) => startSocial(visit), ...stepActions },
}

function showStart(visit: Visit, session: WireSession, error: string): Promise<Response> {
  const { phone_otp: phone } = visit.server.data.deployment.auth_settings.auth_factors_enabled
  const user = session.active_signin?.user
  const present = user?.primary_email_address?.email || user?.username
  const content = html`
    ${present ? html`<p>You are signed in as ${present}. ${link(visit.destination('signin'), 'Continue')}</p>` : ''}
    ${form(
      visit,
      'identify',
      html`${input({ name: 'who', label: 'E-mail address or username', autocomplete: 'username' })}
        <button>Continue</button>`,
    )}
    ${socialButtons(visit)}
    ${phone ? html`<p>${link(here(visit, { with: 'phone' }), 'Sign in with a phone number')}</p>` : ''}
    <p>No account yet? ${link(visit.link('/sign-up', { redirect_uri: visit.redirectUri }), 'Sign up')}</p>`
  return visit.show({ title: 'Sign in', error, content })
}

function showMethods(visit: Visit, error: string): Promise<Response> {
  const { auth_factors_enabled: factors, password: policy } = visit.server.data.deployment.auth_settings
  const identifier = visit.field('identifier')
  const isEmail = identifier.includes('@')
  const hasPassword = policy.enabled && (isEmail ? factors.email_password : factors.username_password)
  const passwordForm = html`
    <input hidden readonly name="known_as" autocomplete="username" value="${identifier}" />
    ${input({ name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' })}
    <button>Sign in</button>`
  const content = html`
    <p>${identifier} · ${link(here(visit), 'Somebody else')}</p>
    ${hasPassword ? form(visit, 'password', passwordForm) : ''}
    ${isEmail && factors.email_otp ? codeButton(visit, 'email_otp', 'E-mail me a code') : ''}
    ${isEmail && factors.email_magic_link ? codeButton(visit, 'magic_link', 'E-mail me a link') : ''}`
  return visit.show({ title: 'Sign in', error, content })
}

function showPhone(visit: Visit, error: string): Promise<Response> {
  const content = html`
    ${form(
      visit,
      'code',
      html`<input type="hidden" name="strategy" value="phone_otp" />
        ${input({ name: 'phone_country_code', label: 'Dial code', type: 'tel', autocomplete: 'tel-country-code', value: '+1' })}
        ${input({ name: 'phone', label: 'Phone number', type: 'tel', autocomplete: 'tel-national' })}
        <button>Text me a code</button>`,
    )}
    <p>${link(here(visit), 'Use an e-mail address')}</p>`
  return visit.show({ title: 'Sign in', error, content })
}

function codeButton(visit: Visit, strategy: string, label: string) {
  return form(
    visit,
    'code',
    html`<input type="hidden" name="strategy" value="${strategy}" /><button class="plain">${label}</button>`,
  )
}

interface Identified {
  strategy: string
  connection_id?: string
  provider?: string
}

async function identify(visit: Visit): Promise<Response> {
  const identifier = visit.field('who').trim()
  const found = await visit.api.post<Identified>('/auth/identify', {}, { identifier })
  if (found.strategy === 'social' && found.provider) return startSocial(visit, found.provider)
  if (found.strategy !== 'sso' || !found.connection_id) return visit.sendTo(here(visit, { identifier }))
  const query = { connection_id: found.connection_id, redirect_uri: visit.redirectUri }
  const { sso_url: url } = await visit.api.post<{ sso_url: string }>('/auth/sso/login', query)
  return visit.sendTo(url)
}

async function password(visit: Visit): Promise<Response> {
  const identifier = visit.field('identifier')
  const kind = identifier.includes('@') ? 'email' : 'username'
  return start(visit, { strategy: `plain_${kind}`, [kind]: identifier, password: visit.field('password') })
}

async function code(visit: Visit): Promise<Response> {
  const strategy = visit.field('strategy')
  if (strategy !== 'phone_otp') return start(visit, { strategy, email: visit.field('identifier') })
  const { field } = visit
  return start(visit, { strategy, phone: field('phone'), phone_country_code: field('phone_country_code') })
}

async function start(visit: Visit, fields: Record<string, string>): Promise<Response> {
  const { signin_attempts: attempts } = await visit.api.post<WireSession>('/auth/signin', {}, fields)
  return proceed(visit, attempts?.at(-1)?.id ?? '')
}

function here(visit: Visit, parameters: Record<string, string> = {}): string {
  return visit.link('/sign-in', { redirect_uri: visit.redirectUri, ...parameters })
}
