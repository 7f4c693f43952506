import type { FlowError } from '@wachter/core/flows'
import type { Problem } from '../../problem.ts'
import type { Field } from '../fields.ts'
import { fieldProblem, type StepText, surfaceProblem } from '../texts.ts'
import type { Surroundings } from './surroundings.ts'

/** The values of a form, by field name. */
export type Typed = Readonly<Record<string, string>>

/** The view of one step, which a renderer can show without knowing any flow. */
export interface StepView {
  /** The form's test id. */
  readonly name: string
  /** A different key means a different form: typed values are discarded. */
  readonly key: string
  /** The part of the form that is shown: the focus moves when it changes. */
  readonly part: string
  readonly title: string
  /** Empty if the title is enough. */
  readonly lead: string
  readonly problem: Problem | undefined
  /** The cause of the problem: the focus moves when it changes. */
  readonly cause: unknown
  /** Name of the field that takes the focus; undefined if the title does. */
  readonly focus: string | undefined
  readonly fields: readonly FieldView[]
  readonly groups: readonly ButtonGroup[]
  readonly submit: (typed: Typed) => unknown
}

export interface FieldView extends Field {
  readonly type: 'text' | 'email' | 'tel' | 'password'
  /** The error to show; empty if there is none. */
  readonly problem: string
  /** Can be true without a sentence in `problem`. */
  readonly isInvalid: boolean
}

/** A group of at least one button. */
export interface ButtonGroup {
  readonly name: 'fill' | 'submit' | 'others' | 'providers' | 'foot' | 'cancel'
  /** The text before them; may be empty. */
  readonly lead: string
  readonly buttons: readonly ButtonView[]
}

export interface ButtonView {
  /** Its test id. */
  readonly name: string
  readonly label: string
  /** The text for screen readers, if the label alone is not enough. */
  readonly spoken: string | undefined
  readonly kind: 'primary' | 'wide' | 'plain' | 'link' | 'chip'
  /** It submits the form. */
  readonly isSubmit: boolean
  /** Another action has to complete first. */
  readonly pending: boolean
  /** Disabled before this instant, epoch ms; the remaining time is shown next to it. */
  readonly notBeforeMs: number | undefined
  /** Values to fill into the form when it is pressed. */
  readonly fills: Typed
  readonly press: (typed: Typed) => unknown
}

/** The CSS classes of each kind. */
export const buttonClasses: Readonly<Record<ButtonView['kind'], string>> = {
  primary: 'button primary wide',
  wide: 'button wide',
  plain: 'button',
  link: 'link',
  chip: 'chip',
}

/** The input for a button; its other properties follow from its position. */
export interface Button extends Partial<Omit<ButtonView, 'pending' | 'isSubmit'>> {
  readonly name: string
  readonly label: string
  /** It is disabled while another action is pending. */
  readonly waits?: boolean
}

/** Buttons; falsy ones are omitted. */
type Buttons = readonly (Button | false | undefined)[]

interface StepParts {
  readonly name: string
  readonly key?: string
  readonly part?: string
  readonly text: StepText
  readonly busy?: boolean
  readonly error?: FlowError | undefined
  /** A further problem; an error of the flow takes precedence. */
  readonly problem?: Problem | undefined
  readonly fields?: readonly Field[]
  /** Field errors found without a request. */
  readonly refused?: Readonly<Record<string, string>> | undefined
  readonly submit?: Button & { readonly press: (typed: Typed) => unknown }
  readonly fill?: Buttons
  readonly others?: Buttons
  readonly providers?: Buttons
  readonly links?: Buttons
}

/** A field with its errors: those of the flow, and those found without a request, by field name. */
export function fieldView(
  field: Field,
  error: FlowError | undefined,
  refused?: Readonly<Record<string, string>>,
): FieldView {
  const problem = refused?.[field.name] ?? fieldProblem(error, field.name)
  const type = field.kind === 'code' ? 'text' : field.kind
  const isBlamed = field.blamedBy !== undefined && error?.code === field.blamedBy
  // The error replaces the hint, because it contains the requirement.
  return { ...field, type, hint: problem ? '' : field.hint, problem, isInvalid: problem !== '' || isBlamed }
}

/** Builds the view of a step: its links to other screens, its pending buttons and its focus. */
export function stepView(at: Surroundings, parts: StepParts): StepView {
  const { name, key = name, part = '', text, busy = false, error, refused, submit } = parts
  const fields = (parts.fields ?? []).map((field) => fieldView(field, error, refused))
  // Once the user acts, clear the problem from the page's URL.
  const acting = (press: Button['press']) => (typed: Typed) => {
    at.demo.arrival.settle()
    return press?.(typed)
  }
  const group = (
    name: ButtonGroup['name'],
    kind: ButtonView['kind'],
    buttons: Buttons = [],
    lead = '',
  ): readonly ButtonGroup[] => {
    const views = buttons.flatMap((given) => {
      if (!given) return []
      const { waits = false, ...button } = given
      const rest = { isSubmit: name === 'submit', pending: waits && busy, press: acting(button.press) }
      return { kind, spoken: undefined, notBeforeMs: undefined, fills: {}, ...button, ...rest }
    })
    return views.length > 0 ? [{ name, lead, buttons: views }] : []
  }
  const toSignIn = {
    name: 'to-sign-in',
    label: at.place.screen === 'sign-up' ? 'I have an account' : 'Back to signing in',
    press: () => at.go({ screen: 'sign-in' }),
  }
  return {
    name,
    key,
    part,
    ...text,
    problem: refused ? undefined : (surfaceProblem(error) ?? parts.problem),
    cause: refused ?? error,
    focus: (fields.find(({ isInvalid }) => isInvalid) ?? fields.find(({ readOnly }) => !readOnly))?.name,
    fields,
    groups: [
      ...group('fill', 'chip', parts.fill, 'Fill in for'),
      ...group('submit', 'primary', [submit && { waits: true, ...submit }]),
      ...group('others', 'plain', parts.others),
      ...group('providers', 'plain', parts.providers, submit ? 'or' : ''),
      ...group('foot', 'link', [...(parts.links ?? []), at.place.screen !== 'sign-in' && toSignIn]),
      ...group('cancel', 'wide', [at.close && { name: 'cancel-add-account', label: 'Cancel', press: at.close }]),
    ],
    submit: acting(submit?.press),
  }
}
