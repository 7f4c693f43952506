import type { Client } from '@wachter/core'
import type { Demo } from '../../../demo.ts'
import type { Screen } from '../../../surface/place.ts'
import type { StepFocus } from '../../../surface/step-focus.ts'
import { element } from '../element.ts'
import { resetPasswordScreen, signInScreen, signUpScreen, waitlistScreen } from './screens.ts'
import { linkButton, plainButton } from './step.ts'

const screens = {
  'sign-in': signInScreen,
  'sign-up': signUpScreen,
  'reset-password': resetPasswordScreen,
  waitlist: waitlistScreen,
} satisfies Record<Screen, unknown>

interface SurfaceNeeds {
  readonly client: Client
  readonly demo: Demo
  readonly focus: StepFocus
  readonly toScreen: (screen: Screen) => void
  readonly onClose: () => void
}

export interface Surface {
  readonly element: HTMLElement
  /** Shows a screen, or nothing at all. */
  readonly show: (screen: Screen | undefined, isAdding: boolean) => void
}

/** Signs people in and up, each step as the deployment has it. Its flows live while it is shown. */
export function createSurface({ client, demo, focus, toScreen, onClose }: SurfaceNeeds): Surface {
  const content = element('div')
  const cancel = plainButton('cancel-add-account', 'Cancel', onClose)
  const root = element('section', { testId: 'surface', className: 'surface' }, content, cancel)
  root.hidden = true
  let wanted: readonly [Screen | undefined, boolean] = [undefined, false]
  let shown: string | undefined
  let stop: (() => void) | undefined

  const update = () => {
    const [screen, isAdding] = wanted
    const { loading, data } = client.$deployment.get()
    // What is offered is not known yet: a form that changes under the hands is worse than none.
    const next = screen && !loading ? `${screen} ${isAdding} ${JSON.stringify(data)}` : undefined
    root.hidden = next === undefined
    cancel.hidden = !isAdding
    if (next === shown) return
    shown = next
    stop?.()
    stop = undefined
    content.replaceChildren()
    if (!screen || next === undefined) return
    const needs = { client, demo, toScreen, onChange: focus.toStep, onClose: isAdding ? onClose : undefined }
    stop = screens[screen](needs)((step) => {
      content.replaceChildren(...(step ? [step] : []))
      if (screen !== 'sign-in') {
        const back = linkButton('to-sign-in', 'Back to signing in', () => toScreen('sign-in'))
        step?.querySelector('.foot')?.append(back)
      }
      focus.toStep()
    }, focus.toProblem)
  }

  client.$deployment.subscribe(update)
  return {
    element: root,
    show(screen, isAdding) {
      wanted = [screen, isAdding]
      update()
    },
  }
}
