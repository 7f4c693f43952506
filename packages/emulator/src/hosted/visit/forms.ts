import { html } from 'hono/html'
import type { Html } from '../../layout/layout'
import type { Visit } from './visit'

export interface Field {
  name: string
  label: string
  type?: 'text' | 'email' | 'password' | 'tel'
  autocomplete?: string
  value?: string
  required?: boolean
  hint?: string
}

/** A form that posts to its own page. `action` identifies the form within the page. */
export function form(visit: Visit, action: string, content: Html): Html {
  return html`<form method="post">
    <input type="hidden" name="action" value="${action}" />
    ${visit.server.address.mode === 'staging' ? hidden('__dev_session__', visit.api.devSession()) : ''}
    ${content}
  </form>`
}

/** A form with one button. */
export function buttonForm(visit: Visit, action: string, label: string, fields: Record<string, string> = {}): Html {
  const carried = Object.entries(fields).map(([name, value]) => hidden(name, value))
  return form(visit, action, html`${carried}<button class="plain">${label}</button>`)
}

export function input({ name, label, type = 'text', autocomplete, value, required = true, hint }: Field): Html {
  return html`<label>
    ${label}
    <input
      name="${name}"
      type="${type}"
      value="${value ?? ''}"
      autocomplete="${autocomplete ?? 'off'}"
      ${required ? 'required' : ''}
    />
    ${hint ? html`<small>${hint}</small>` : ''}
  </label>`
}

export function hidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}" />`
}

export function link(page: string, label: string): Html {
  return html`<a href="${page}">${label}</a>`
}
