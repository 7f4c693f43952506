import type { Client } from '@wachter/core'
import { createHostedPages } from '@wachter/core/flows'
import type { Demo } from '../../demo.ts'
import { pendingText } from '../../pending-text.ts'
import { isWorthTelling, problemOf } from '../../problem.ts'
import { beginning, createPlace, type Place } from '../../surface/place.ts'
import { accountList } from './accounts.ts'
import { apiPanel } from './api-panel.ts'
import { element } from './element.ts'
import { accountPages } from './pages/pages.ts'
import { passkeyList } from './passkeys.ts'
import { personView } from './person-view.ts'
import { organizationPicker, workspacePicker } from './picker.ts'
import { problemNote } from './problem-note.ts'
import { createSurface } from './surface/surface.ts'

/** Creates the island without a framework: it subscribes to the client's atoms and shows and hides its parts. */
export function mountVanilla(root: HTMLElement, client: Client, demo: Demo): void {
  client.start()

  const problem = problemNote('error')
  const run = async (command: Promise<void>) => {
    problem.show(undefined)
    try {
      await command
    } catch (error) {
      if (isWorthTelling(error)) problem.show(problemOf(error))
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
  const signedOut = element(
    'p',
    { testId: 'signed-out', className: 'greeting' },
    'Choose an account, or sign in to another',
  )
  const accounts = accountList(client, run)
  const work = element(
    'div',
    { className: 'work' },
    element('div', { className: 'pickers' }, organizationPicker(client, run), workspacePicker(client, run)),
    passkeyList(client),
    accountPages(client),
    apiPanel(client, demo),
  )
  const place = createPlace('vanilla', demo.arrival.place)
  const go = (to: Partial<Place>) => {
    place.go(to)
    show()
  }
  const close = () => go(beginning)
  const surface = createSurface({ client, demo, place, go })
  const hosted = action(
    'hosted-sign-in',
    'Sign in',
    () => void createHostedPages(client).toSignIn({ replace: false }),
    'button primary',
  )
  // The one line that differs between embedded and hosted pages.
  const signInWith = demo.pages === 'hosted' ? hosted : surface.element
  const add = action('add-account', 'Add an account', () =>
    go({ ...beginning, addingBeside: client.$activeSignIn.get()?.id }),
  )
  const signOut = action('sign-out', 'Sign out', () => void run(client.signOut(client.$activeSignIn.get()?.id)))
  const signOutAll = action('sign-out-all', 'Sign out of all', () => void run(client.signOut()))
  const leave = element('div', { className: 'row leave' }, add, signOut, signOutAll)
  root.replaceChildren(
    pending,
    loading,
    unavailable,
    person,
    signedOut,
    accounts,
    work,
    signInWith,
    problem.element,
    leave,
  )

  const show = () => {
    const { status, container, pending: kind, error } = client.$state.get()
    const isSignedIn = status === 'signed-in'
    const isAdding = isSignedIn && container?.activeSignIn?.id === place.get().addingBeside
    // The next sign-in starts at the first screen.
    if (isSignedIn && !isAdding) place.go(beginning)
    const hasAccounts = container !== undefined && container.signIns.length > 0
    root.ariaBusy = String(kind !== undefined)
    pending.textContent = pendingText(kind)
    loading.hidden = status !== 'loading'
    unavailable.hidden = status !== 'unavailable'
    reason.textContent = error?.code ?? ''
    person.hidden = !isSignedIn
    signedOut.hidden = status !== 'signed-out' || !hasAccounts
    accounts.hidden = !hasAccounts
    work.hidden = !isSignedIn || isAdding
    const isOpen = status === 'signed-out' || isAdding
    hosted.hidden = !isOpen
    surface.show(isOpen && demo.pages === 'embedded', isAdding ? close : undefined)
    leave.hidden = !hasAccounts
    add.hidden = !isSignedIn || isAdding
    signOut.hidden = !isSignedIn
  }
  client.$state.subscribe(show)
  // Shown here at first, unless the surface shows it.
  if (!work.hidden) problem.show(demo.arrival.problem)
}
