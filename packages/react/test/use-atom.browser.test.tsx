import type { Session } from '@wachter/core'
import { StrictMode, Suspense, startTransition, useEffect, useLayoutEffect, useState } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { expect, onTestFinished, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { SignedIn, SignedOut, useClient, useSession, useUser, WachterProvider } from '../src/index.js'
import { createContainer, render } from './render.js'
import { setUp } from './set-up.js'

function Leaving({ given, tell }: { given: Session; tell: (what: string) => void }) {
  const { session } = useSession()
  const user = useUser()
  const client = useClient()
  const told = `${given.activeSignIn.user?.firstName} ${session?.activeSignIn.user?.firstName} ${user?.firstName}`
  useLayoutEffect(() => () => tell(`layout: ${told}, now ${client.$session.get()}`), [told, client, tell])
  useEffect(() => () => tell(`effect: ${told}, now ${client.$session.get()}`), [told, client, tell])
  return <p>{user?.firstName ?? 'a stranger'}</p>
}

test('cleanups of a child of SignedIn read what it showed, and the gate opens again', async () => {
  const { client, signIn } = setUp()
  const complaints = vi.spyOn(console, 'error')
  onTestFinished(() => complaints.mockRestore())
  const told: string[] = []
  const tell = (what: string) => told.push(what)
  render(
    <StrictMode>
      <WachterProvider client={client}>
        <SignedOut>Nobody</SignedOut>
        <SignedIn>{(session) => <Leaving given={session} tell={tell} />}</SignedIn>
      </WachterProvider>
    </StrictMode>,
  )
  await signIn()
  await expect.element(page.getByText('Ada')).toBeVisible()
  told.length = 0
  await client.signOut()
  await expect.element(page.getByText('Nobody')).toBeVisible()
  await expect.poll(() => told).toEqual(['layout: Ada Ada Ada, now null', 'effect: Ada Ada Ada, now null'])
  await signIn('grace@example.com')
  await expect.element(page.getByText('Grace')).toBeVisible()
  expect(complaints.mock.calls).toEqual([])
})

test('a root may be unmounted by a listener while others are still told', async () => {
  const { client, signIn } = setUp()
  const tree = (
    <WachterProvider client={client}>
      <SignedIn>{({ activeSignIn }) => activeSignIn.user?.firstName}</SignedIn>
    </WachterProvider>
  )
  const stop = client.$session.listen((session) => session || unmount())
  const { unmount } = render(tree)
  render(tree)
  await signIn()
  await expect.element(page.getByText('Ada').nth(1)).toBeVisible()
  await client.signOut()
  stop()
  await expect.element(page.getByText('Ada')).not.toBeInTheDocument()
  expect(client.$session.lc).toBe(1)
})

test('a boundary hydrated late shows what the server rendered, then what is known', async () => {
  const { client, signIn } = setUp()
  await signIn()
  const complaints = vi.fn()
  let wake: (() => void) | undefined
  const sleeping = new Promise<void>((resolve) => {
    wake = resolve
  })
  let isAwake = false
  const seen: string[] = []
  function Late() {
    const user = useUser()
    if (!isAwake) throw sleeping
    seen.push(user?.firstName ?? 'nobody')
    return <p>{user?.firstName ?? 'nobody'}</p>
  }
  const container = createContainer('<!--$--><p>nobody</p><!--/$-->')
  const root = hydrateRoot(
    container,
    <WachterProvider client={client}>
      <Suspense fallback="Loading">
        <Late />
      </Suspense>
    </WachterProvider>,
    { onRecoverableError: complaints },
  )
  onTestFinished(() => root.unmount())
  await client.refetch()
  expect(container.textContent).toBe('nobody')
  isAwake = true
  wake?.()
  await expect.poll(() => container.textContent).toBe('Ada')
  expect(seen[0]).toBe('nobody')
  expect(complaints.mock.calls).toEqual([])
})

test('a transition that suspends keeps the page, and a sign-out meanwhile is shown at once', async () => {
  const { client, signIn } = setUp()
  const never = new Promise<void>(() => undefined)
  function Next(): never {
    throw never
  }
  function Desk() {
    const [leaving, setLeaving] = useState(false)
    const user = useUser()
    if (leaving) return <Next />
    return (
      <button type="button" onClick={() => startTransition(() => setLeaving(true))}>
        {user?.firstName}
      </button>
    )
  }
  render(
    <WachterProvider client={client}>
      <Suspense fallback="Loading">
        <SignedOut>Nobody</SignedOut>
        <SignedIn>
          <Desk />
        </SignedIn>
      </Suspense>
    </WachterProvider>,
  )
  await signIn()
  await page.getByText('Ada').click()
  await expect.element(page.getByText('Ada')).toBeVisible()
  await client.signOut()
  await expect.element(page.getByText('Nobody')).toBeVisible()
})
