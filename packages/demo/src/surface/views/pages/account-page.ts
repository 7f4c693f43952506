import type {
  AccountDeletionState,
  AccountSignInsState,
  AuthenticatorState,
  BackupCodesState,
  EmailAddressesState,
  PasswordState,
  ProfileState,
} from '@wachter/core/account'
import { codeField, fieldOf } from '../../fields.ts'
import { secondFactorSections } from './second-factor-sections.ts'
import { listSection, type SectionView, sectionView } from './section-view.ts'

/** The states of the flows of an account page. */
export interface AccountFlows {
  readonly profile: ProfileState
  readonly emails: EmailAddressesState
  readonly password: PasswordState
  readonly authenticator: AuthenticatorState
  readonly backupCodes: BackupCodesState
  readonly signIns: AccountSignInsState
  readonly deletion: AccountDeletionState
}

/** The sections of the active account's page. */
export function accountPage(flows: AccountFlows): readonly SectionView[] {
  return [
    profileSection(flows.profile),
    emailsSection(flows.emails),
    passwordSection(flows.password),
    ...secondFactorSections(flows),
    signInsSection(flows.signIns),
    deletionSection(flows.deletion),
  ].filter((section) => section !== undefined)
}

function profileSection(state: ProfileState): SectionView | undefined {
  const { step } = state
  if (step.kind !== 'edit') return undefined
  const { firstName, lastName } = step.profile
  const fields = [fieldOf('firstName', { value: firstName }), fieldOf('lastName', { value: lastName })]
  const submit = { name: 'save-profile', label: 'Save', press: step.update }
  return sectionView({ name: 'profile', title: 'Profile' }, state, { forms: [{ submit, fields }] })
}

function emailsSection(state: EmailAddressesState): SectionView | undefined {
  const look = { name: 'emails', title: 'E-mail addresses' }
  const { step } = state
  if (step.kind === 'verify') {
    const { address, confirm, resend, resendAtMs, restart } = step
    return sectionView(look, state, {
      lead: `We sent a code to ${address.email}.`,
      forms: [
        {
          submit: { name: 'verify-email', label: 'Verify', press: ({ code = '' }) => confirm({ code: code.trim() }) },
          fields: [{ ...codeField, testId: 'field-email-code' }],
          others: [
            { name: 'resend-email', label: 'Send another code', notBeforeMs: resendAtMs, press: resend },
            { name: 'emails-back', label: 'Back', press: restart },
          ],
        },
      ],
    })
  }
  return listSection(
    look,
    { step, pending: state.pending, error: state.error },
    ({ addresses, add, verify, makePrimary, remove }) => ({
      rowName: 'email',
      rows: addresses.map(({ id, email, isPrimary, verified }) => ({
        id,
        title: email,
        detail: [isPrimary && 'Primary', verified ? 'Verified' : 'Not verified'].filter(Boolean).join(' · '),
        buttons: [
          !verified && { name: 'verify', label: 'Verify', press: () => verify(id) },
          verified && !isPrimary && { name: 'make-primary', label: 'Make primary', press: () => makePrimary(id) },
          !isPrimary && { name: 'remove', label: 'Remove', press: () => remove(id) },
        ],
      })),
      forms: [
        {
          submit: {
            name: 'add-email',
            label: 'Add an address',
            press: ({ email = '' }) => add({ email: email.trim() }),
          },
          fields: [fieldOf('email', { testId: 'field-new-email', autocomplete: 'off' })],
        },
      ],
    }),
  )
}

function passwordSection(state: PasswordState): SectionView | undefined {
  const { step } = state
  if (step.kind !== 'none' && step.kind !== 'has') return undefined
  const [current, next] = [
    fieldOf('currentPassword'),
    fieldOf('password', { name: 'newPassword', testId: 'field-newPassword', label: 'New password' }),
  ]
  const form =
    step.kind === 'none'
      ? {
          submit: {
            name: 'set-password',
            label: 'Set a password',
            press: ({ newPassword = '' }) => step.set({ newPassword }),
          },
          fields: [next],
        }
      : {
          submit: {
            name: 'change-password',
            label: 'Change the password',
            press: ({ currentPassword = '', newPassword = '' }) => step.change({ currentPassword, newPassword }),
          },
          fields: [current, next],
        }
  return sectionView({ name: 'password', title: 'Password' }, state, { forms: [form] })
}

/** What the server knows of a device: it writes `Unknown` for the rest. */
const known = (...texts: readonly string[]) => texts.filter((text) => text && text !== 'Unknown')

const signInsSection = (state: AccountSignInsState) =>
  listSection({ name: 'devices', title: 'Signed in on' }, state, ({ signIns = [], refresh, revoke, revokeOthers }) => ({
    rowName: 'device',
    rows: signIns.map(({ id, browser, device, city, country, ipAddress, isCurrent }) => ({
      id,
      title: known(browser, device).join(', ') || 'An unknown device',
      detail: [isCurrent && 'This one', ...known(city, country, ipAddress)].filter(Boolean).join(' · '),
      buttons: [!isCurrent && { name: 'revoke', label: 'Sign out', press: () => revoke(id) }],
    })),
    forms: [
      {
        submit: { name: 'refresh-devices', label: 'Refresh', press: refresh },
        others: [
          signIns.length > 1 && { name: 'revoke-others', label: 'Sign out everywhere else', press: revokeOthers },
        ],
      },
    ],
  }))

function deletionSection(state: AccountDeletionState): SectionView | undefined {
  const { step } = state
  if (step.kind !== 'confirm') return undefined
  const confirmation = fieldOf('username', {
    name: 'confirmation',
    testId: 'field-confirmation',
    label: 'Type “delete” to confirm',
    autocomplete: 'off',
    pattern: 'delete',
  })
  const submit = { name: 'delete-account', label: 'Delete the account', press: () => step.delete() }
  return sectionView({ name: 'deletion', title: 'Delete the account' }, state, {
    lead: 'All its sign-ins end, and nobody can undo it.',
    forms: [{ submit, fields: [confirmation] }],
  })
}
