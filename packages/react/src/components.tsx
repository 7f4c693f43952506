import type { Session, SessionError } from '@wachter/core'
import type { ReactNode } from 'react'
import { useClient } from './provider.js'
import { useAtom } from './use-atom.js'

export interface SignedInProps {
  /** A function is given the session, which is never null here. */
  children?: ReactNode | ((session: Session) => ReactNode)
}

/** Shows its children while somebody is signed in. They stay mounted through a switch. */
export function SignedIn({ children }: SignedInProps): ReactNode {
  const session = useAtom(useClient().$session)
  if (!session) return null
  return typeof children === 'function' ? children(session) : children
}

export interface SignedOutProps {
  children?: ReactNode
}

/** Shows its children while it is known that nobody is signed in; not while the server cannot be reached. */
export function SignedOut({ children }: SignedOutProps): ReactNode {
  return useAtom(useClient().$state).status === 'signed-out' ? children : null
}

export interface SessionLoadingProps {
  children?: ReactNode
}

/** Shows its children until it is known whether somebody is signed in. */
export function SessionLoading({ children }: SessionLoadingProps): ReactNode {
  return useAtom(useClient().$state).status === 'loading' ? children : null
}

export interface SessionUnavailableProps {
  /** A function is given the error of the last attempt. */
  children?: ReactNode | ((error: SessionError | undefined) => ReactNode)
}

/** Shows its children while the server could not be reached even once. The client goes on trying. */
export function SessionUnavailable({ children }: SessionUnavailableProps): ReactNode {
  const { status, error } = useAtom(useClient().$state)
  if (status !== 'unavailable') return null
  return typeof children === 'function' ? children(error) : children
}
