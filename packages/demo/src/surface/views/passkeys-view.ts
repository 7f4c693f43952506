import type { PasskeysStep } from '@wachter/core/account'
import type { FlowState } from '@wachter/core/flows'
import type { Problem } from '../../problem.ts'
import { passkeyName } from '../passkeys.ts'
import { surfaceProblem } from '../texts.ts'
import type { ButtonView } from './step-view.ts'

/** The view of the active account's passkeys. */
export interface PasskeysView {
  readonly rows: readonly { readonly id: string; readonly name: string; readonly remove: ButtonView }[]
  readonly problem: Problem | undefined
  readonly add: ButtonView
}

/** Undefined when no account is signed in. */
export function passkeysView({ step, pending, error }: FlowState<PasskeysStep>): PasskeysView | undefined {
  if (step.kind !== 'manage') return undefined
  const { passkeys = [], listError, register, remove } = step
  const button = (given: Pick<ButtonView, 'name' | 'label' | 'spoken' | 'press'>): ButtonView => ({
    ...given,
    kind: 'link',
    isSubmit: false,
    pending: pending !== undefined,
    notBeforeMs: undefined,
    fills: {},
  })
  return {
    rows: passkeys.map(({ id, name }, index) => ({
      id,
      name,
      remove: button({
        name: `passkey-remove-${index}`,
        label: 'Remove',
        spoken: `Remove ${name}`,
        press: () => remove(id),
      }),
    })),
    problem: surfaceProblem(error ?? listError),
    add: button({
      name: 'passkey-add',
      label: 'Add a passkey',
      spoken: undefined,
      press: () => register({ name: passkeyName(passkeys.length) }),
    }),
  }
}
