import { useDeployment } from '@wachter/react'
import { usePasskeys } from '@wachter/react/account'
import { offersPasskeys } from '../../surface/passkeys.ts'
import { passkeysView } from '../../surface/views/passkeys-view.ts'
import { ProblemNote } from './ProblemNote.tsx'
import { StepButton } from './surface/StepButton.tsx'

/** The active account's passkeys, if the deployment has them enabled. */
export function Passkeys() {
  return offersPasskeys(useDeployment().deployment) ? <PasskeyList /> : null
}

function PasskeyList() {
  const view = passkeysView(usePasskeys())
  if (!view) return null
  return (
    <div className="passkeys" data-testid="react-passkeys">
      <ul className="passkey-list">
        {view.rows.map(({ id, name, remove }, index) => (
          <li key={id} data-testid={`react-passkey-${index}`}>
            <span>{name}</span>
            <StepButton button={remove} />
          </li>
        ))}
      </ul>
      <ProblemNote testId="passkeys-error" problem={view.problem} />
      <StepButton button={view.add} />
    </div>
  )
}
