import type { FlowError } from '@wachter/core/flows'
import type { Problem } from '../../problem.ts'
import type { Field } from '../fields.ts'
import { fieldProblem, type StepText, surfaceProblem } from '../texts.ts'
import type { Surroundings } from './surroundings.ts'

/** What was typed into a form, by the names of its fields. */
export type Typed = Readonly<Record<string, string>>

/** One step of a surface, as it is to be shown: who renders it need not know any flow. */
export interface StepView {
  /** The form's test id. */
  readonly name: string
  /** With another key it is another form: what was typed into the one before is gone. */
  readonly key: string
  /** Which part of the form is shown: the focus goes along when it changes. */
  readonly part: string
  readonly title: string
  /** Empty where the title says it all. */
  readonly lead: string
  readonly problem: Problem | undefined
  /** What brought the problem about: the focus moves when there is another one. */
  readonly cause: unknown
  /** Name of the field that takes the focus; undefined where the title does. */
  readonly focus: string | undefined
  readonly fields: readonly FieldView[]
  readonly groups: readonly ButtonGroup[]
  readonly submit: (typed: Typed) => unknown
}

export interface FieldView extends Field {
  readonly type: 'text' | 'email' | 'tel' | 'password'
  /** What is wrong with it, for people; empty when nothing is. */
  readonly problem: string
  /** Also without a sentence of its own. */
  readonly isInvalid: boolean
}

/** Buttons that stand together; never none. */
export interface ButtonGroup {
  readonly name: 'fill' | 'submit' | 'others' | 'providers' | 'foot' | 'cancel'
  /** What stands before them; empty for nothing. */
  readonly lead: string
  readonly buttons: readonly ButtonView[]
}

export interface ButtonView {
  /** Its test id. */
  readonly name: string
  readonly label: string
  /** What screen readers say, where the label alone does not tell enough. */
  readonly spoken: string | undefined
  readonly kind: 'primary' | 'wide' | 'plain' | 'link' | 'chip'
  /** It submits the form instead of being pressed by itself. */
  readonly isSubmit: boolean
  /** Something is under way that has to end first. */
  readonly pending: boolean
  /** Not to be pressed before, epoch ms; the time left is shown beside it. */
  readonly notBeforeMs: number | undefined
  /** Put into the form when it is pressed. */
  readonly fills: Typed
  readonly press: (typed: Typed) => unknown
}

/** How each kind looks. */
export const buttonClasses: Readonly<Record<ButtonView['kind'], string>> = {
  primary: 'button primary wide',
  wide: 'button wide',
  plain: 'button',
  link: 'link',
  chip: 'chip',
}

/** What the model says of a button; all else follows from where it stands. */
export interface Button extends Partial<Omit<ButtonView, 'pending' | 'isSubmit'>> {
  readonly name: string
  readonly label: string
  /** Its action has to wait for others. */
  readonly waits?: boolean
}

/** Some of them, depending on what there is. */
type Buttons = readonly (Button | false | undefined)[]

interface StepParts {
  readonly name: string
  readonly key?: string
  readonly part?: string
  readonly text: StepText
  readonly busy?: boolean
  readonly error?: FlowError | undefined
  /** What else went wrong; an error of the flow comes first. */
  readonly problem?: Problem | undefined
  readonly fields?: readonly Field[]
  /** What is wrong with a field without the server having been asked. */
  readonly refused?: Readonly<Record<string, string>> | undefined
  readonly submit?: Button & { readonly press: (typed: Typed) => unknown }
  readonly fill?: Buttons
  readonly others?: Buttons
  readonly providers?: Buttons
  readonly links?: Buttons
}

/** Puts a step together: where it leads back to, what waits, and what takes the focus. */
export function stepView(at: Surroundings, parts: StepParts): StepView {
  const { name, key = name, part = '', text, busy = false, error, refused, submit } = parts
  const fields = (parts.fields ?? []).map((field): FieldView => {
    const problem = refused?.[field.name] ?? fieldProblem(error, field.name)
    const type = field.kind === 'code' ? 'text' : field.kind
    const isBlamed = field.blamedBy !== undefined && error?.code === field.blamedBy
    // What is wrong says what is asked, too.
    return { ...field, type, hint: problem ? '' : field.hint, problem, isInvalid: problem !== '' || isBlamed }
  })
  // Whoever does something has read what the page was opened with.
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
