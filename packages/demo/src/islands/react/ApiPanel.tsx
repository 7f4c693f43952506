import type { SignIn } from '@wachter/core'
import { useSession } from '@wachter/react'
import { useState } from 'react'
import type { ApiAnswer, ApiPath } from '../../api.ts'
import type { Demo } from '../../demo.ts'
import { isSameContext } from '../../person.ts'

/** Calls the API and shows its answer until the account, organization or workspace changes. */
export function ApiPanel({ demo }: { demo: Demo }) {
  const { session, getToken } = useSession()
  const signIn = session?.activeSignIn
  const [busy, setBusy] = useState(false)
  const [answered, setAnswered] = useState<{ to: SignIn | null | undefined; answer: ApiAnswer }>()
  const answer = answered && isSameContext(answered.to, signIn) ? answered.answer : undefined

  const ask = async (path: ApiPath) => {
    setBusy(true)
    setAnswered({ to: signIn, answer: await demo.callApi(path, getToken) })
    setBusy(false)
  }

  return (
    <div className="api">
      <div className="row">
        <button
          className="button primary"
          type="button"
          disabled={busy}
          onClick={() => ask('/whoami')}
          data-testid="react-call-api"
        >
          Call the API
        </button>
        <button
          className="button"
          type="button"
          disabled={busy}
          onClick={() => ask('/invoices')}
          data-testid="react-call-invoices"
        >
          Read invoices
        </button>
      </div>
      <div className="answer" aria-live="polite">
        <span className={answer?.ok ? 'badge good' : 'badge bad'} hidden={!answer} data-testid="react-api-status">
          {answer?.status}
        </span>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre className={answer ? 'answer-text' : 'answer-text empty'} tabIndex={0} data-testid="react-api-answer">
          {answer?.text ?? 'The answer will be here.'}
        </pre>
      </div>
    </div>
  )
}
