import type { Client } from '@wachter/core'
import type { Demo } from '../../demo.ts'
import { pendingText } from '../../pending-text.ts'
import { isWorthTelling, problemOf } from '../../problem.ts'
import { accountList } from './accounts.ts'
import { apiPanel } from './api-panel.ts'
import { element } from './element.ts'
import { personView } from './person-view.ts'
import { organizationPicker, workspacePicker } from './picker.ts'
import { signInForm } from './sign-in-form.ts'

/** The island without a framework: made once, it listens to the client's atoms and shows and hides its parts. */
export function mountVanilla(root: HTMLElement, client: Client, demo: Demo): void {
  client.start()

  const run = async (command: Promise<void>) => {
    problem.replaceChildren()
    try {
      await command
    } catch (error) {
      if (!isWorthTelling(error)) return
      const { code, message } = problemOf(error)
      problem.append(element('code', {}, code), ` ${message}`)
    }
  }
  const action = (testId: string, label: string, onclick: () => void, className = 'button quiet') =>
    element('button', { testId, className, type: 'button', onclick }, label)

  const pending = element('p', { testId: 'pending', className: 'pending', role: 'status' })
  const loading = element('div', { testId: 'loading' }, ...root.childNodes)
  const reason = element('code')
  const unavailable = element(
    'div',
    { testId: 'unavailable', className: 'notice' },
    element('p', {}, 'The server cannot be reached: ', reason),
    action('retry', 'Try again', () => void run(client.refetch()), 'button'),
  )
  const person = personView(client)
  const signedOut = element('p', { testId: 'signed-out', className: 'greeting' })
  const accounts = accountList(client, run)
  const work = element(
    'div',
    { className: 'work' },
    element('div', { className: 'pickers' }, organizationPicker(client, run), workspacePicker(client, run)),
    apiPanel(client, demo),
  )
  const form = signInForm(client, demo, () => addBeside(undefined))
  const add = action('add-account', 'Add an account', () => addBeside(client.$activeSignIn.get()?.id))
  const signOut = action('sign-out', 'Sign out', () => void run(client.signOut(client.$activeSignIn.get()?.id)))
  const signOutAll = action('sign-out-all', 'Sign out of all', () => void run(client.signOut()))
  const problem = element('p', { testId: 'error', className: 'problem', role: 'alert' })
  const leave = element('div', { className: 'row leave' }, add, signOut, signOutAll)
  root.replaceChildren(pending, loading, unavailable, person, signedOut, accounts, work, form.element, problem, leave)

  // Beside whom an account is being added: somebody else's turn is no time for it.
  let addingBeside: string | undefined
  const addBeside = (signInId: string | undefined) => {
    addingBeside = signInId
    show()
    if (signInId) form.focus()
  }

  const show = () => {
    const { status, container, pending: kind, error } = client.$state.get()
    const isSignedIn = status === 'signed-in'
    const adding = isSignedIn && container?.activeSignIn?.id === addingBeside
    const hasAccounts = container !== undefined && container.signIns.length > 0
    root.ariaBusy = String(kind !== undefined)
    pending.textContent = pendingText(kind)
    loading.hidden = status !== 'loading'
    unavailable.hidden = status !== 'unavailable'
    reason.textContent = error?.code ?? ''
    person.hidden = !isSignedIn
    signedOut.hidden = status !== 'signed-out'
    signedOut.textContent = hasAccounts ? 'Choose an account, or sign in to another' : 'Sign in to go on'
    accounts.hidden = !hasAccounts
    work.hidden = !isSignedIn || adding
    form.element.hidden = !(status === 'signed-out' || adding)
    form.cancel.hidden = !isSignedIn
    leave.hidden = !hasAccounts
    add.hidden = !isSignedIn || adding
    signOut.hidden = !isSignedIn
  }
  client.$state.subscribe(show)
}
