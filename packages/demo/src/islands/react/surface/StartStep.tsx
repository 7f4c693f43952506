import type { FlowError, SignInStartStep } from '@wachter/core/flows'
import { useDeployment } from '@wachter/react'
import { usePasskeys, useSocial } from '@wachter/react/flows'
import { useRef, useState } from 'react'
import type { Demo } from '../../../demo.ts'
import { beginSignIn, identify, leaveFor } from '../../../surface/begin.ts'
import { phoneSignInFields } from '../../../surface/fields.ts'
import type { Screen } from '../../../surface/place.ts'
import { asksIdentifier, otherWayLabels, planStart, type Way, wayLabels } from '../../../surface/start-plan.ts'
import { newcomerLabels, stepText, surfaceProblem } from '../../../surface/texts.ts'
import { FieldInput } from './FieldInput.tsx'
import { LinkButton, Step, Submit } from './Step.tsx'
import { useArrivalProblem } from './use-arrival-problem.ts'

interface StartStepProps {
  readonly demo: Demo
  readonly step: SignInStartStep
  readonly pending: string | undefined
  readonly error: FlowError | undefined
  readonly restart: () => void
  readonly toScreen: (screen: Screen) => void
}

/** Where a sign-in begins: whatever the deployment offers, the way it prefers opened. */
export function StartStep({ demo, step, pending, error, restart, toScreen }: StartStepProps) {
  const { deployment } = useDeployment()
  const social = useSocial()
  const passkeys = usePasskeys()
  const [chosen, setChosen] = useState<Way>()
  const identifier = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)

  const plan = planStart(deployment, step.identified)
  const { isIdentifierFirst, ways, providers } = plan
  const way = chosen !== undefined && ways.includes(chosen) ? chosen : ways[0]
  const busy = [pending, social.pending, passkeys.pending].some((action) => action !== undefined)
  const arrivalProblem = useArrivalProblem(demo, busy)
  const failure = error ?? social.error ?? passkeys.error

  const submit = (typed: Readonly<Record<string, string>>) => {
    if (isIdentifierFirst && asksIdentifier(way)) return identify(step, social.step, typed.identifier ?? '')
    return way && beginSignIn(step, way, typed)
  }
  const choose = (other: Way) => {
    setChosen(other)
    const typed = identifier.current?.value ?? ''
    const isMail = other === 'email-code' || other === 'email-link'
    if (isMail && typed.includes('@')) void beginSignIn(step, other, { identifier: typed })
  }
  const fill = (email: string) => {
    if (identifier.current) identifier.current.value = email
    if (password.current) password.current.value = demo.password
  }

  return (
    <Step
      testId="sign-in"
      text={stepText('sign-in', step)}
      error={failure}
      problem={surfaceProblem(failure) ?? arrivalProblem}
      onSubmit={submit}
    >
      {asksIdentifier(way) && (
        <label className="field">
          <span className="label">{plan.identifier.label}</span>
          <input
            ref={identifier}
            className="input"
            name="identifier"
            type={plan.identifier.type}
            autoComplete={plan.hasPasskey ? 'username webauthn' : 'username'}
            autoCapitalize="none"
            spellCheck={false}
            required
            readOnly={step.identified !== undefined}
            data-testid="react-sign-in-email"
          />
        </label>
      )}
      {way === 'password' && !isIdentifierFirst && (
        <label className="field">
          <span className="label">Password</span>
          <input
            ref={password}
            className="input"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            data-testid="react-sign-in-password"
          />
        </label>
      )}
      {way === 'phone-code' && (
        <div className="fields">
          {phoneSignInFields.map((field) => (
            <FieldInput key={field.name} field={field} error={failure} />
          ))}
        </div>
      )}
      {asksIdentifier(way) && !step.identified && (
        <p className="fill">
          <span className="hint">Fill in for</span>
          {demo.users.map(({ email, username }) => (
            <button
              key={username}
              className="chip"
              type="button"
              onClick={() => fill(email)}
              data-testid={`react-fill-${username}`}
            >
              {username}
            </button>
          ))}
        </p>
      )}
      {way && (
        <Submit
          busy={busy}
          label={isIdentifierFirst && asksIdentifier(way) ? 'Continue' : wayLabels[way]}
          testId="sign-in-submit"
        />
      )}
      <div className="others">
        {ways
          .filter((other) => other !== way && !(isIdentifierFirst && asksIdentifier(other) && asksIdentifier(way)))
          .map((other) => (
            <button
              key={other}
              className="button"
              type="button"
              disabled={busy}
              onClick={() => choose(other)}
              data-testid={`react-use-${other}`}
            >
              {otherWayLabels[other]}
            </button>
          ))}
        {plan.hasPasskey && (
          <button
            className="button"
            type="button"
            disabled={busy}
            onClick={() => 'signIn' in passkeys.step && passkeys.step.signIn()}
            data-testid="react-use-passkey"
          >
            Use a passkey
          </button>
        )}
      </div>
      {providers.length > 0 && way && <p className="or">or</p>}
      <div className="others">
        {providers.map(({ provider, name }) => (
          <button
            key={provider}
            className="button"
            type="button"
            disabled={busy}
            onClick={() => leaveFor(social.step, { provider })}
            data-testid={`react-provider-${provider}`}
          >
            {name}
          </button>
        ))}
      </div>
      <div className="foot">
        {step.identified && <LinkButton testId="change-identifier" label="Somebody else" onClick={restart} />}
        {plan.newcomers && (
          <LinkButton
            testId={`to-${plan.newcomers}`}
            label={newcomerLabels[plan.newcomers]}
            onClick={() => plan.newcomers && toScreen(plan.newcomers)}
          />
        )}
        {ways.includes('password') && (
          <LinkButton
            testId="to-reset-password"
            label="Forgot your password?"
            onClick={() => toScreen('reset-password')}
          />
        )}
      </div>
    </Step>
  )
}
