import type { Deployment } from '../../../src/index.js'

/** A deployment of which only what matters is said, rightly or wrongly typed. */
export const aDeployment = (parts: Readonly<Record<string, unknown>>): Deployment => parts as unknown as Deployment

const everywhere = (value: unknown, flag: unknown): Deployment =>
  aDeployment({
    frontendHost: value,
    socialConnections: value,
    authSettings: {
      ...Object.fromEntries(
        ['emailAddress', 'phoneNumber', 'username', 'firstName', 'lastName', 'password', 'magicLink'].map((name) => [
          name,
          flag,
        ]),
      ),
      passkey: { enabled: value, allowAutofill: value },
      authFactorsEnabled: flag,
      multiSessionSupport: flag,
      firstFactor: value,
      secondFactor: value,
    },
    b2bSettings: { organizationsEnabled: value, workspacesEnabled: value },
    restrictions: { signUpMode: value },
    uiSettings: { afterSignInRedirectUrl: value, signInPageUrl: value },
  })

const oddValues: readonly unknown[] = [null, 0, 1, 'yes', 'true', [], [null, 1, 'x', {}], {}, Number.NaN]

/** Deployments of servers that say nothing, or nonsense. */
export const oddDeployments: readonly (readonly [string, Deployment | undefined])[] = [
  ['not loaded', undefined],
  ['empty', aDeployment({})],
  ...oddValues.flatMap((value): [string, Deployment][] => [
    [
      `${JSON.stringify(value)} for every group`,
      aDeployment({ authSettings: value, b2bSettings: value, restrictions: value, socialConnections: value }),
    ],
    [`${JSON.stringify(value)} for every setting`, everywhere(value, value)],
    [`${JSON.stringify(value)} for every flag`, everywhere(value, { enabled: value, required: value })],
  ]),
]
