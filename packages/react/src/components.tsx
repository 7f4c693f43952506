import type { Session, SessionError } from '@wachter/core'
import type { ReactNode } from 'react'
import { useClient } from './provider.js'
import { useAtom } from './use-atom.js'

export interface SignedInProps {
  /** A function gets the session, which is never null here. */
  children?: ReactNode | ((session: Session) => ReactNode)
}

/**
 * Shows its children while an account is signed in. They stay mounted during a switch.
 *
 * @example
 * ```tsx
 * import { SignedIn } from '@wachter/react'
 *
 * export const Greeting = () => (
 *   <SignedIn>{({ activeSignIn }) => <p>Hello, {activeSignIn.user?.firstName}</p>}</SignedIn>
 * )
 * ```
 */
export function SignedIn({ children }: SignedInProps): ReactNode {
  const session = useAtom(useClient().$session)
  if (!session) return null
  return typeof children === 'function' ? children(session) : children
}

export interface SignedOutProps {
  children?: ReactNode
}

/**
 * Shows its children while it is known that no account is signed in; not while the server cannot be reached.
 *
 * @example
 * ```tsx
 * import { SignedOut } from '@wachter/react'
 *
 * export const SignInLink = () => <SignedOut><a href="/sign-in">Sign in</a></SignedOut>
 * ```
 */
export function SignedOut({ children }: SignedOutProps): ReactNode {
  return useAtom(useClient().$state).status === 'signed-out' ? children : null
}

export interface SessionLoadingProps {
  children?: ReactNode
}

/**
 * Shows its children until it is known whether an account is signed in.
 *
 * @example
 * ```tsx
 * import { SessionLoading } from '@wachter/react'
 *
 * export const Loading = () => <SessionLoading>One moment …</SessionLoading>
 * ```
 */
export function SessionLoading({ children }: SessionLoadingProps): ReactNode {
  return useAtom(useClient().$state).status === 'loading' ? children : null
}

export interface SessionUnavailableProps {
  /** A function gets the error of the last attempt. */
  children?: ReactNode | ((error: SessionError | undefined) => ReactNode)
}

/**
 * Shows its children until the server has answered for the first time, after a request failed. The client goes on trying.
 *
 * @example
 * ```tsx
 * import { SessionUnavailable } from '@wachter/react'
 *
 * export const Outage = () => <SessionUnavailable>{(error) => <p>{error?.message}</p>}</SessionUnavailable>
 * ```
 */
export function SessionUnavailable({ children }: SessionUnavailableProps): ReactNode {
  const { status, error } = useAtom(useClient().$state)
  if (status !== 'unavailable') return null
  return typeof children === 'function' ? children(error) : children
}
