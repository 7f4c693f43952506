import { type Client, deploymentOf } from '@wachter/core'
import {
  createPasskeySignIn,
  createPasswordReset,
  createProviderSignIn,
  createSignIn,
  createSignUp,
  createWaitlist,
  type FlowState,
} from '@wachter/core/flows'
import type { Demo } from '../../../demo.ts'
import type { Place, PlaceKeeper } from '../../../surface/place.ts'
import { passwordResetView } from '../../../surface/views/password-reset-view.ts'
import { signInView } from '../../../surface/views/sign-in-view.ts'
import { signUpView } from '../../../surface/views/sign-up-view.ts'
import type { StepView } from '../../../surface/views/step-view.ts'
import { nothingChosen, type Surroundings } from '../../../surface/views/surroundings.ts'
import { waitlistView } from '../../../surface/views/waitlist-view.ts'
import { createStepForm } from './step-form.ts'

interface Flow<Step> {
  readonly $state: { readonly get: () => FlowState<Step>; readonly listen: (listener: () => void) => () => void }
}

/** The flows of a screen, its main one first, and the view of their states. */
interface Screen {
  readonly flows: readonly [Flow<{ readonly kind: string }>, ...Flow<unknown>[]]
  readonly viewOf: (at: Surroundings) => StepView | undefined
}

const screens: Readonly<Record<Place['screen'], (client: Client) => Screen>> = {
  'sign-in': (client) => {
    const [signIn, social, passkeys] = [createSignIn(client), createProviderSignIn(client), createPasskeySignIn(client)]
    return {
      flows: [signIn, social, passkeys],
      viewOf: (at) =>
        signInView(at, {
          signIn: { ...signIn.$state.get(), restart: signIn.restart },
          social: social.$state.get(),
          passkeys: passkeys.$state.get(),
        }),
    }
  },
  'sign-up': (client) => {
    const flow = createSignUp(client)
    return { flows: [flow], viewOf: (at) => signUpView(at, flow.$state.get()) }
  },
  'reset-password': (client) => {
    const flow = createPasswordReset(client)
    return { flows: [flow], viewOf: (at) => passwordResetView(at, flow.$state.get()) }
  },
  waitlist: (client) => {
    const flow = createWaitlist(client)
    return { flows: [flow], viewOf: (at) => waitlistView(at, flow.$state.get()) }
  },
}

interface SurfaceNeeds {
  readonly client: Client
  readonly demo: Demo
  readonly place: PlaceKeeper
  readonly go: (to: Partial<Place>) => void
}

export interface Surface {
  readonly element: HTMLElement
  /** Shows the screen of the current place, or nothing. `close` is given while a further account is added. */
  readonly show: (isOpen: boolean, close: (() => void) | undefined) => void
}

/** The sign-in and sign-up UI. Its flows exist while it is shown. */
export function createSurface({ client, demo, place, go }: SurfaceNeeds): Surface {
  const form = createStepForm(demo.focus)
  let close: (() => void) | undefined
  let isOpen = false
  let shown = ''
  let stop = () => {}

  const open = ({ flows, viewOf }: Screen) => {
    let chosen = nothingChosen('')
    let isShown = true
    const update = () => {
      // An action may complete after the surface was closed.
      if (!isShown) return
      const { kind } = flows[0].$state.get().step
      if (chosen.at !== kind) chosen = nothingChosen(kind)
      const { data: deployment } = deploymentOf(client).get()
      const at: Surroundings = {
        demo,
        deployment,
        place: place.get(),
        go,
        close,
        chosen,
        choose(change) {
          chosen = { ...chosen, ...change }
          update()
        },
      }
      form.show(viewOf(at))
    }
    const stops = [...flows.map(({ $state }) => $state.listen(update)), deploymentOf(client).listen(update)]
    update()
    stop = () => {
      isShown = false
      for (const end of stops) end()
      form.show(undefined)
    }
  }

  const update = () => {
    const { screen } = place.get()
    // Wait for the deployment's settings: a form must not change while the user types.
    const next = isOpen && !deploymentOf(client).get().loading ? `${screen} ${close !== undefined}` : ''
    if (next === shown) return
    shown = next
    stop()
    stop = () => {}
    if (next) open(screens[screen](client))
  }
  form.show(undefined)
  deploymentOf(client).subscribe(update)
  return {
    element: form.element,
    show(opens, closes) {
      isOpen = opens
      close = closes
      update()
    },
  }
}
