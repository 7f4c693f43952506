import { html } from 'hono/html'
import { type Html, pageResponse } from '../layout/layout'
import type { ProviderPerson } from '../world/identity/provider-people'

/** The page on which a visitor of a fake provider chooses an account. */
export function authorizePage(name: string, people: ProviderPerson[], error?: string): Promise<Response> {
  const content = html`
    <p>This is a fake ${name}. Choose who you are there.</p>
    ${people.length > 0 ? html`<form method="post">${people.map(personButton)}</form>` : ''}
    <form method="post">
      <label>
        Somebody else
        <input name="email" type="email" required autocomplete="off" placeholder="you@example.com" />
      </label>
      <button>Continue</button>
    </form>
    <form method="post"><button class="plain" name="action" value="deny">Cancel</button></form>`
  return pageResponse({ title: `Sign in with ${name}`, app: 'Fake provider', error, content }, error ? 400 : 200)
}

/** The page a fake provider shows when it cannot continue. */
export function providerErrorPage(error: string): Promise<Response> {
  const content = html`<p>Go back to where you came from and try again.</p>`
  return pageResponse({ title: 'This did not work', app: 'Fake provider', error, content }, 400)
}

function personButton({ email, firstName, lastName }: ProviderPerson): Html {
  return html`<button class="plain" name="email" value="${email}">${firstName} ${lastName}<small>${email}</small></button>`
}
