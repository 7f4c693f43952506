import { type Client, createClient, deploymentOf } from '@wachter/core'
import {
  createPasskeySignIn,
  createPasswordReset,
  createProviderSignIn,
  createSignIn,
  createSignUp,
  createWaitlist,
} from '@wachter/core/flows'
import { createEmulator, seedPassword } from '@wachter/emulator'
import { onTestFinished, vi } from 'vitest'
import type { Problem } from '../../../src/problem.ts'
import type { Arrival } from '../../../src/surface/arrival.ts'
import { beginning, type Place } from '../../../src/surface/place.ts'
import { passwordResetView } from '../../../src/surface/views/password-reset-view.ts'
import { signInView } from '../../../src/surface/views/sign-in-view.ts'
import { signUpView } from '../../../src/surface/views/sign-up-view.ts'
import type { ButtonView, FieldView, StepView, Typed } from '../../../src/surface/views/step-view.ts'
import { nothingChosen, type Surroundings } from '../../../src/surface/views/surroundings.ts'
import { waitlistView } from '../../../src/surface/views/waitlist-view.ts'

type World = ReturnType<typeof createEmulator>['world']

interface Opening {
  readonly screen?: Place['screen']
  readonly change?: (world: World) => void
  /** What the page was opened with. */
  readonly problem?: Problem
  readonly known?: Arrival['known']
  /** Given while a further account is added. */
  readonly close?: () => void
}

/** A surface that nobody renders: its views, and what can be done there. */
export async function openSurface({ screen = 'sign-in', change, problem, known = {}, close }: Opening = {}) {
  vi.stubGlobal('location', new URL('http://localhost:4748/'))
  onTestFinished(() => void vi.unstubAllGlobals())
  const emulator = createEmulator()
  const { world } = emulator
  change?.(world)
  const kept = new Map<string, string>()
  const client = createClient({
    publishableKey: emulator.publishableKey,
    fetch: emulator.fetch,
    // Where flows note what is begun, for others to take up.
    storage: {
      get: (name) => kept.get(name),
      set: (name, value) => void kept.set(name, value),
      remove: (name) => void kept.delete(name),
    },
  })
  onTestFinished(client.start())
  onTestFinished(deploymentOf(client).listen(() => {}))
  await vi.waitFor(() => {
    if (deploymentOf(client).get().loading || client.$state.get().status === 'loading') throw new Error('Not yet')
  })

  let untold = problem
  let place: Place = { ...beginning, screen }
  let chosen = nothingChosen('')
  let flows = flowsOf(client)

  const view = (): StepView => {
    const { kind } = flows[place.screen].$state.get().step
    if (chosen.at !== kind) chosen = nothingChosen(kind)
    const at: Surroundings = {
      demo: {
        users: [{ email: 'ada@example.com', username: 'ada' }],
        password: seedPassword,
        resumeSignIn: (attemptId) => createSignIn(client).resume(attemptId),
        arrival: {
          place: {},
          known,
          settle() {
            untold = undefined
          },
          get problem() {
            return untold
          },
        },
      },
      deployment: deploymentOf(client).get().data,
      place,
      go(to) {
        // Another screen takes up what was begun, with flows of its own.
        if (to.screen) flows = flowsOf(client)
        place = { ...place, ...to }
      },
      close,
      chosen,
      choose(change) {
        chosen = { ...chosen, ...change }
      },
    }
    const signIn = { ...flows['sign-in'].$state.get(), restart: flows['sign-in'].restart }
    const [social, passkeys] = [flows.social.$state.get(), flows.passkeys.$state.get()]
    const views = {
      'sign-in': () => signInView(at, { signIn, social, passkeys }),
      'sign-up': () => signUpView(at, flows['sign-up'].$state.get()),
      'reset-password': () => passwordResetView(at, flows['reset-password'].$state.get()),
      waitlist: () => waitlistView(at, flows.waitlist.$state.get()),
    }
    const shown = views[place.screen]()
    if (!shown) throw new Error('There is nothing to show')
    return shown
  }
  const buttons = () => view().groups.flatMap((group) => group.buttons)
  const button = (name: string): ButtonView => {
    const found = buttons().find((one) => one.name === name)
    if (!found) throw new Error(`There is no "${name}" among ${buttons().map((one) => one.name)}`)
    return found
  }
  return {
    world,
    client,
    view,
    button,
    buttonNames: () => buttons().map(({ name }) => name),
    field(name: string): FieldView {
      const found = view().fields.find((one) => one.name === name)
      if (!found) throw new Error(`There is no "${name}" among ${view().fields.map((one) => one.name)}`)
      return found
    },
    fieldNames: () => view().fields.map(({ name }) => name),
    press: async (name: string, typed: Typed = {}) => button(name).press(typed),
    submit: async (typed: Typed = {}) => view().submit(typed),
    /** The newest code that was sent to somebody. */
    codeTo(to: string): string {
      const sent = world.outbox().filter((message) => message.kind === 'code' && message.to === to)
      const [newest] = sent.slice(-1)
      return newest?.kind === 'code' ? newest.code : ''
    },
  }
}

function flowsOf(client: Client) {
  const flows = {
    'sign-in': createSignIn(client),
    'sign-up': createSignUp(client),
    'reset-password': createPasswordReset(client),
    waitlist: createWaitlist(client),
    social: createProviderSignIn(client),
    passkeys: createPasskeySignIn(client),
  }
  for (const { $state } of Object.values(flows)) onTestFinished($state.listen(() => {}))
  return flows
}
