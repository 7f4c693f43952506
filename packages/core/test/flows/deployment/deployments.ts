import { valid } from '../../../src/http/transport.js'
import type { Deployment } from '../../../src/index.js'
import { deployment } from '../../../src/wire/deployment.js'
import { toModel } from '../../../src/wire/primitives.js'

/** A deployment of which only what matters is said, rightly or wrongly typed. */
export const aDeployment = (parts: Readonly<Record<string, unknown>>): Deployment => parts as unknown as Deployment

/** A deployment as a client reads it when the server says this. */
const deploymentFromWire = (parts: Readonly<Record<string, unknown>>): Deployment =>
  valid(toModel(deployment), { id: '1', ...parts }, 'deployment')

const everywhere = (value: unknown, flag: unknown): Deployment =>
  deploymentFromWire({
    frontend_host: value,
    social_connections: value,
    auth_settings: {
      ...Object.fromEntries(
        ['email_address', 'phone_number', 'username', 'first_name', 'last_name', 'password', 'magic_link'].map(
          (name) => [name, flag],
        ),
      ),
      passkey: { enabled: value, allow_autofill: value },
      auth_factors_enabled: flag,
      multi_session_support: flag,
      first_factor: value,
      second_factor: value,
    },
    b2b_settings: { organizations_enabled: value, workspaces_enabled: value },
    restrictions: { sign_up_mode: value },
    ui_settings: { after_signin_redirect_url: value, sign_in_page_url: value },
  })

const oddValues: readonly unknown[] = [null, 0, 1, 'yes', 'true', [], [null, 1, 'x', {}], {}, Number.NaN]

/** Deployments of servers that say nothing, or nonsense. */
export const oddDeployments: readonly (readonly [string, Deployment | undefined])[] = [
  ['not loaded', undefined],
  ['empty', deploymentFromWire({})],
  ...oddValues.flatMap((value): [string, Deployment][] => [
    [
      `${JSON.stringify(value)} for every group`,
      deploymentFromWire({
        auth_settings: value,
        b2b_settings: value,
        restrictions: value,
        social_connections: value,
      }),
    ],
    [`${JSON.stringify(value)} for every setting`, everywhere(value, value)],
    [`${JSON.stringify(value)} for every flag`, everywhere(value, { enabled: value, required: value })],
  ]),
]
