import { createContext, type ReactNode, useContext } from 'react'
import { LinkButton } from './Step.tsx'

/** Leads back to signing in; undefined on that screen itself. */
export const ToSignIn = createContext<(() => void) | undefined>(undefined)

/** Where a step leads beside its main way. */
export function Foot({ children }: { children?: ReactNode }) {
  const toSignIn = useContext(ToSignIn)
  return (
    <div className="foot">
      {children}
      {toSignIn && <LinkButton testId="to-sign-in" label="Back to signing in" onClick={toSignIn} />}
    </div>
  )
}
