import type { FlowState, PasskeySignInStep, ProviderStep, SignInStartStep, SignInStep } from '@wachter/core/flows'
import { beginSignIn, identify, leaveFor, type Provider, sentToOf } from '../begin.ts'
import { identifierField, phoneSignInFields, signInPasswordField } from '../fields.ts'
import { asksIdentifier, otherWayLabels, planStart, type Way, wayLabels } from '../start-plan.ts'
import { newcomerLabels, stepText } from '../texts.ts'
import { type StepView, stepView, type Typed } from './step-view.ts'
import type { Chosen, Surroundings } from './surroundings.ts'

/** The flows that a sign-in can start with. */
export interface SignInFlows {
  readonly signIn: FlowState<SignInStep> & { readonly restart: () => void }
  readonly social: FlowState<ProviderStep>
  readonly passkeys: FlowState<PasskeySignInStep>
}

/** The first view of a sign-in: all methods of the deployment, with its preferred one open. */
export function startView(at: Surroundings, step: SignInStartStep, flows: SignInFlows): StepView {
  const { demo, go, chosen, choose } = at
  const { signIn, social, passkeys } = flows
  const plan = planStart(at.deployment, step.identified)
  const { ways, newcomers } = plan
  const way = ways.find((one) => one === chosen.way) ?? ways[0]
  const asks = asksIdentifier(way)
  // While only the identifier is asked, methods with the same identifier share one form.
  const asksAlone = asks && plan.isIdentifierFirst
  const actor = { 'sign-in': signIn, social, passkeys }[chosen.actor ?? 'sign-in']

  const act = (actor: Chosen['actor'] & string, sentTo = '') => {
    choose({ actor })
    go({ sentTo })
  }
  const begin = (by: Way, typed: Typed) => {
    act('sign-in', sentToOf(by, typed))
    return beginSignIn(step, by, typed)
  }
  const leave = (provider: Provider) => {
    act('social')
    return leaveFor(social.step, provider)
  }
  const submit = async (typed: Typed) => {
    if (!way || !asksAlone) return way && begin(way, typed)
    act('sign-in')
    const provider = await identify(step, typed.identifier ?? '')
    return provider && leave(provider)
  }
  const open = (other: Way, typed: Typed) => {
    choose({ way: other })
    const isMail = other === 'email-code' || other === 'email-link'
    return isMail && typed.identifier?.includes('@') && begin(other, typed)
  }

  const otherWays = ways.filter((other) => other !== way && !(asksAlone && asksIdentifier(other)))
  const takePasskey = () => {
    act('passkeys')
    return 'signIn' in passkeys.step && passkeys.step.signIn()
  }
  return stepView(at, {
    name: 'sign-in',
    key: `sign-in ${step.identified?.identifier ?? ''}`,
    part: `${way} ${asksAlone}`,
    text: stepText('sign-in', step),
    busy: [signIn, social, passkeys].some(({ pending }) => pending !== undefined),
    error: actor.error,
    problem: demo.arrival.problem,
    fields: [
      ...(asks ? [identifierField(plan, step.identified)] : []),
      ...(way === 'password' && !asksAlone ? [signInPasswordField] : []),
      ...(way === 'phone-code' ? phoneSignInFields : []),
    ],
    fill: demo.users.map(
      ({ email, username }) =>
        asks &&
        !step.identified && {
          name: `fill-${username}`,
          label: username,
          fills: { identifier: email, password: demo.password },
        },
    ),
    ...(way && {
      submit: { name: 'sign-in-submit', label: asksAlone ? 'Continue' : wayLabels[way], press: submit },
    }),
    others: [
      ...otherWays.map((other) => ({
        name: `use-${other}`,
        label: otherWayLabels[other],
        waits: true,
        press: (typed: Typed) => open(other, typed),
      })),
      plan.hasPasskey && { name: 'use-passkey', label: 'Use a passkey', waits: true, press: takePasskey },
    ],
    providers: plan.providers.map(({ provider, name }) => ({
      name: `provider-${provider}`,
      label: name,
      waits: true,
      press: () => leave({ provider }),
    })),
    links: [
      step.identified && { name: 'change-identifier', label: 'Somebody else', press: signIn.restart },
      newcomers && {
        name: `to-${newcomers}`,
        label: newcomerLabels[newcomers],
        press: () => go({ screen: newcomers }),
      },
      ways.includes('password') && {
        name: 'to-reset-password',
        label: 'Forgot your password?',
        press: () => go({ screen: 'reset-password' }),
      },
    ],
  })
}
