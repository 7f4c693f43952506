import { html } from 'hono/html'
import type { Html } from '../../layout/layout'
import { type Field, input } from '../visit/forms'

const fields = new Map<string, Field[]>(
  Object.entries({
    first_name: [{ name: 'first_name', label: 'First name', autocomplete: 'given-name' }],
    last_name: [{ name: 'last_name', label: 'Last name', autocomplete: 'family-name' }],
    username: [{ name: 'username', label: 'Username', autocomplete: 'username' }],
    email_address: [{ name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'email' }],
    phone_number: [
      { name: 'phone_country_code', label: 'Dial code', type: 'tel', autocomplete: 'tel-country-code', value: '+1' },
      { name: 'phone_number', label: 'Phone number', type: 'tel', autocomplete: 'tel-national' },
    ],
  }),
)

/**
 * Inputs for the given profile fields, named as in the deployment's settings.
 *
 * @param known initial values, keyed by input name
 */
export function profileFields(
  names: readonly string[],
  known: (input: string) => string,
  change: Partial<Field> = {},
): Html {
  const inputs = names.flatMap((name) => fields.get(name) ?? [])
  return html`${inputs.map((field) => input({ ...field, ...change, value: known(field.name) || field.value || '' }))}`
}
