import { useDeployment } from '@wachter/react'
import { usePasskeys } from '@wachter/react/flows'
import { useEffect } from 'react'
import { offersPasskeys, passkeyName } from '../../surface/passkeys.ts'
import { surfaceProblem } from '../../surface/texts.ts'
import { ProblemNote } from './ProblemNote.tsx'

/** The active account's passkeys, where the deployment has them. */
export function Passkeys() {
  const { deployment } = useDeployment()
  const { step, pending, error } = usePasskeys()
  const isOffered = offersPasskeys(deployment)
  const isUnknown = step.kind === 'manage' && step.passkeys === undefined

  useEffect(() => {
    if (isOffered && isUnknown && step.kind === 'manage' && !pending && !error) void step.list()
  }, [isOffered, isUnknown, step, pending, error])

  if (!isOffered || step.kind !== 'manage') return null
  const { passkeys = [], register, remove } = step
  return (
    <div className="passkeys" data-testid="react-passkeys">
      <ul className="passkey-list">
        {passkeys.map(({ id, name }, index) => (
          <li key={id} data-testid={`react-passkey-${index}`}>
            <span>{name}</span>
            <button
              className="link"
              type="button"
              aria-label={`Remove ${name}`}
              disabled={pending !== undefined}
              onClick={() => remove(id)}
              data-testid={`react-passkey-remove-${index}`}
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
      <ProblemNote testId="passkeys-error" problem={surfaceProblem(error)} />
      <button
        className="link"
        type="button"
        disabled={pending !== undefined}
        onClick={() => register({ name: passkeyName(passkeys.length) })}
        data-testid="react-passkey-add"
      >
        Add a passkey
      </button>
    </div>
  )
}
