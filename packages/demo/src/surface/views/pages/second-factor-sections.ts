import type { AuthenticatorState, BackupCodesState } from '@wachter/core/account'
import { codeField } from '../../fields.ts'
import { type SectionView, sectionView } from './section-view.ts'

interface SecondFactorFlows {
  readonly authenticator: AuthenticatorState
  readonly backupCodes: BackupCodesState
}

/** The sections of the active account's second factors. */
export const secondFactorSections = (flows: SecondFactorFlows): readonly (SectionView | undefined)[] => [
  authenticatorSection(flows.authenticator),
  backupCodesSection(flows.backupCodes),
]

function authenticatorSection(state: AuthenticatorState): SectionView | undefined {
  const look = { name: 'authenticator', title: 'Authenticator app' }
  const { step } = state
  switch (step.kind) {
    case 'manage':
      return sectionView(look, state, {
        lead: step.authenticator ? 'An app is linked.' : 'No app is linked.',
        forms: [
          {
            submit: step.authenticator
              ? { name: 'unlink-app', label: 'Unlink the app', press: step.remove }
              : { name: 'link-app', label: 'Link an app', press: step.begin },
          },
        ],
      })
    case 'scan':
      return sectionView(look, state, {
        lead: `Add this key to your app, and type the code that it shows: ${step.secret}`,
        forms: [codeForm('first-app-code', 'Next', step.next, step.restart)],
      })
    case 'confirm':
      return sectionView(look, state, {
        lead: 'Wait for the next code of your app, and type it.',
        forms: [codeForm('second-app-code', 'Link the app', step.confirm, step.restart)],
      })
    default:
      return undefined
  }
}

function codeForm(
  name: string,
  label: string,
  send: (input: { readonly code: string }) => Promise<AuthenticatorState>,
  restart: () => void,
) {
  return {
    submit: { name, label, press: ({ code = '' }: Readonly<Record<string, string>>) => send({ code: code.trim() }) },
    fields: [{ ...codeField, testId: `field-${name}` }],
    others: [{ name: 'authenticator-back', label: 'Cancel', press: restart }],
  }
}

function backupCodesSection(state: BackupCodesState): SectionView | undefined {
  const look = { name: 'backup-codes', title: 'Backup codes' }
  const { step } = state
  if (step.kind === 'shown') {
    return sectionView(look, state, {
      lead: 'Keep them: they are shown once.',
      rowName: 'backup-code',
      rows: step.codes.map((code) => ({ id: code, title: code })),
      forms: [{ submit: { name: 'backup-codes-done', label: 'I have kept them', press: step.done } }],
    })
  }
  if (step.kind !== 'manage') return undefined
  const submit = step.generated
    ? { name: 'make-backup-codes', label: 'Make new ones', press: step.regenerate }
    : { name: 'make-backup-codes', label: 'Make backup codes', press: step.generate }
  return sectionView(look, state, {
    lead: step.generated ? 'You have backup codes. New ones void them.' : 'You have none.',
    forms: [{ submit }],
  })
}
