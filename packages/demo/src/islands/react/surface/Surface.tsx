import { useDeployment } from '@wachter/react'
import {
  usePasskeySignIn,
  usePasswordReset,
  useProviderSignIn,
  useSignIn,
  useSignUp,
  useWaitlist,
} from '@wachter/react/flows'
import { passwordResetView } from '../../../surface/views/password-reset-view.ts'
import { signInView } from '../../../surface/views/sign-in-view.ts'
import { signUpView } from '../../../surface/views/sign-up-view.ts'
import type { SurfaceProps } from '../../../surface/views/surroundings.ts'
import { waitlistView } from '../../../surface/views/waitlist-view.ts'
import { Skeleton } from '../Skeleton.tsx'
import { StepForm } from './StepForm.tsx'
import { useSurroundings } from './use-surroundings.ts'

/** The sign-in and sign-up UI: each screen uses its flow and shows the flow's current step. */
export function Surface(props: SurfaceProps) {
  const { loading } = useDeployment()
  // The deployment's settings are not loaded yet, and a form must not change while the user types.
  if (loading) return <Skeleton />
  const Screen = screens[props.place.screen]
  return <Screen {...props} />
}

function SignIn(props: SurfaceProps) {
  const signIn = useSignIn()
  const social = useProviderSignIn()
  const passkeys = usePasskeySignIn()
  const at = useSurroundings(props, signIn.step.kind)
  return <StepForm view={signInView(at, { signIn, social, passkeys })} focus={props.demo.focus} />
}

function SignUp(props: SurfaceProps) {
  const signUp = useSignUp()
  return <StepForm view={signUpView(useSurroundings(props, signUp.step.kind), signUp)} focus={props.demo.focus} />
}

function ResetPassword(props: SurfaceProps) {
  const reset = usePasswordReset()
  return <StepForm view={passwordResetView(useSurroundings(props, reset.step.kind), reset)} focus={props.demo.focus} />
}

function Waitlist(props: SurfaceProps) {
  const waitlist = useWaitlist()
  return <StepForm view={waitlistView(useSurroundings(props, waitlist.step.kind), waitlist)} focus={props.demo.focus} />
}

const screens = { 'sign-in': SignIn, 'sign-up': SignUp, 'reset-password': ResetPassword, waitlist: Waitlist }
