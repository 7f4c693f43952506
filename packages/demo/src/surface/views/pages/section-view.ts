import type { FlowError, FlowState } from '@wachter/core/flows'
import type { Problem } from '../../../problem.ts'
import type { Field } from '../../fields.ts'
import { surfaceProblem } from '../../texts.ts'
import { type Button, type ButtonView, type FieldView, fieldView, type Typed } from '../step-view.ts'

/** A section of a page: the rows and the forms of one flow, which a renderer can show without knowing the flow. */
export interface SectionView {
  /** Its test id. */
  readonly name: string
  readonly title: string
  /** May be empty. */
  readonly lead: string
  readonly rows: readonly RowView[]
  readonly problem: Problem | undefined
  readonly forms: readonly FormView[]
}

export interface RowView {
  /** Its test id. */
  readonly name: string
  readonly id: string
  readonly title: string
  /** May be empty. */
  readonly detail: string
  readonly buttons: readonly ButtonView[]
}

export interface FormView {
  /** Its test id. */
  readonly name: string
  readonly fields: readonly FieldView[]
  readonly buttons: readonly ButtonView[]
  /** It is not emptied once it was submitted. */
  readonly keepsTyped: boolean
  readonly submit: Submit
}

type Submit = (typed: Typed) => Promise<FlowState<unknown>>

interface RowParts extends Pick<RowView, 'id' | 'title'> {
  readonly detail?: string
  readonly buttons?: readonly (Button | false)[]
}

interface FormParts {
  /** The submit button; its name is the form's, too. */
  readonly submit: { readonly name: string; readonly label: string; readonly press: Submit }
  readonly fields?: readonly Field[]
  readonly others?: readonly (Button | false)[]
  readonly keepsTyped?: boolean
}

export interface SectionLook {
  readonly name: string
  readonly title: string
}

export interface SectionParts {
  readonly lead?: string
  /** What a row is, for its test ids. */
  readonly rowName?: string
  readonly rows?: readonly RowParts[]
  /** An error that is not of an action. */
  readonly listError?: FlowError | undefined
  readonly forms?: readonly (FormParts | false)[]
}

/** Builds a section. All its buttons wait while an action of the flow is pending. */
export function sectionView(
  { name, title }: SectionLook,
  { pending, error }: Pick<FlowState<unknown>, 'pending' | 'error'>,
  { lead = '', rowName = name, rows = [], listError, forms = [] }: SectionParts,
): SectionView {
  const button = (given: Button, isSubmit = false): ButtonView => ({
    kind: isSubmit ? 'plain' : 'link',
    isSubmit,
    pending: pending !== undefined,
    spoken: undefined,
    notBeforeMs: undefined,
    fills: {},
    press: () => undefined,
    ...given,
  })
  const shown = <T>(given: readonly (T | false)[]): readonly T[] => given.filter((one): one is T => one !== false)
  return {
    name,
    title,
    lead,
    rows: rows.map(({ id, title: rowTitle, detail = '', buttons = [] }, index) => ({
      name: `${rowName}-${index}`,
      id,
      title: rowTitle,
      detail,
      buttons: shown(buttons).map((given) =>
        button({ spoken: `${given.label}: ${rowTitle}`, ...given, name: `${rowName}-${index}-${given.name}` }),
      ),
    })),
    problem: surfaceProblem(error ?? listError),
    forms: shown(forms).map(({ submit, fields = [], others = [], keepsTyped = false }) => ({
      name: `${submit.name}-form`,
      fields: fields.map((field) => fieldView(field, error)),
      buttons: [button({ ...submit, press: () => undefined }, true), ...shown(others).map((other) => button(other))],
      keepsTyped,
      submit: submit.press,
    })),
  }
}

/** The steps of a list of the active account or organization. */
type ListStep =
  | { readonly kind: 'loading' | 'signed-out' | 'no-organization' }
  | { readonly kind: 'refused'; readonly reason: FlowError; readonly reload: () => Promise<FlowState<unknown>> }
  | { readonly kind: 'manage'; readonly loadError?: FlowError | undefined; readonly listError?: FlowError | undefined }

/** The section of a list, or why the server refuses it; undefined while there is none. */
export function listSection<Step extends ListStep>(
  look: SectionLook,
  state: FlowState<Step>,
  partsOf: (step: Extract<Step, { readonly kind: 'manage' }>) => SectionParts,
): SectionView | undefined {
  const { step } = state
  if (step.kind === 'manage') {
    const listError = step.loadError ?? step.listError
    return sectionView(look, state, { listError, ...partsOf(step as Extract<Step, { readonly kind: 'manage' }>) })
  }
  if (step.kind === 'refused') {
    const submit = { name: `${look.name}-reload`, label: 'Try again', press: step.reload }
    return sectionView(look, state, { listError: step.reason, forms: [{ submit }] })
  }
  return step.kind === 'loading' ? sectionView(look, state, { lead: 'One moment …' }) : undefined
}
