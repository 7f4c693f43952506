import { useDeployment } from '@wachter/react'
import type { Demo } from '../../../demo.ts'
import type { Screen } from '../../../surface/place.ts'
import { Skeleton } from '../Skeleton.tsx'
import { ToSignIn } from './Foot.tsx'
import { ResetPassword } from './ResetPassword.tsx'
import { SignIn } from './SignIn.tsx'
import { SignUp } from './SignUp.tsx'
import { Waitlist } from './Waitlist.tsx'

interface SurfaceProps {
  readonly demo: Demo
  readonly screen: Screen
  readonly toScreen: (screen: Screen) => void
  /** Given for a further account only: goes back. */
  readonly onClose: (() => void) | undefined
}

/** Signs people in and up, each step as the deployment has it. */
export function Surface({ demo, screen, toScreen, onClose }: SurfaceProps) {
  // What is offered is not known yet: a form that changes under the hands is worse than none.
  const { loading } = useDeployment()
  if (loading) return <Skeleton />
  return (
    <section className="surface" data-testid="react-surface">
      <ToSignIn.Provider value={screen === 'sign-in' ? undefined : () => toScreen('sign-in')}>
        {screen === 'sign-in' && <SignIn demo={demo} toScreen={toScreen} onClose={onClose} />}
        {screen === 'sign-up' && <SignUp demo={demo} onClose={onClose} />}
        {screen === 'reset-password' && <ResetPassword toScreen={toScreen} onClose={onClose} />}
        {screen === 'waitlist' && <Waitlist />}
      </ToSignIn.Provider>
      {onClose && (
        <button className="button" type="button" onClick={onClose} data-testid="react-cancel-add-account">
          Cancel
        </button>
      )}
    </section>
  )
}
