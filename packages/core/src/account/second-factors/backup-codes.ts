import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { createFlow, type Engine } from '../../flows/engine/create-flow.js'
import { type FlowDeclaration, forAccount } from '../../flows/engine/declaration.js'
import { field, names, refuse } from '../../wire/primitives.js'
import { changeUser, userStep } from '../user-changes.js'
import type { BackupCodesState, BackupCodesStep } from './backup-codes-steps.js'

export interface BackupCodesFlow {
  readonly $state: ReadableAtom<BackupCodesState>
  /** Drops the codes that are shown. */
  readonly restart: () => void
}

/**
 * Creates the backup codes of the active account, and shows them once. Requests nothing by itself.
 *
 * @example
 * ```ts
 * import { createBackupCodes } from '@wachter/core/account'
 *
 * const { step } = createBackupCodes(client).$state.get()
 * const after = step.kind === 'manage' ? await step.generate() : undefined
 * if (after?.step.kind === 'shown') console.log(after.step.codes.join('\n'))
 * ```
 *
 * @see PROTOCOL.md §3.5
 */
export const createBackupCodes = (client: Client): BackupCodesFlow =>
  createFlow<BackupCodesStep, BackupCodesFlow>(client, declareBackupCodes)

/** At least one code. */
const some = field((value, reading) => {
  const codes = names.read(value, reading)
  return codes.length > 0 ? codes : refuse<string[]>(reading)
})

function declareBackupCodes({
  client,
  begin,
}: Engine<BackupCodesStep>): FlowDeclaration<BackupCodesStep, BackupCodesFlow> {
  let codes: readonly string[] | undefined

  const forget = () => {
    codes = undefined
  }

  const replace = (path: string) =>
    forAccount(async (account) => {
      const { check } = begin()
      let answered: readonly string[] | undefined
      const validate = (value: unknown) => {
        const result = some['~standard'].validate(value)
        if (!result.issues) answered = result.value
        return result
      }
      await changeUser(client, { kind: 'generate-backup-codes', path, schema: { '~standard': { validate } } }).catch(
        (error: unknown) => {
          // They are valid, even if the session could not be fetched afterwards.
          if (!answered) throw error
        },
      )
      check()
      account.check()
      codes = answered
    })

  return {
    actions: {
      manage: { generate: replace('me/backup-codes'), regenerate: replace('me/backup-codes/regenerate') },
      shown: { done: async () => forget() },
    },
    always: {},
    idle: ['loading', 'signed-out', 'manage'],
    stepOf: (session) =>
      userStep(session, ({ backupCodesGenerated: generated }, id) =>
        codes
          ? { kind: 'shown' as const, key: `new backup codes of ${id}`, codes }
          : { kind: 'manage' as const, key: `backup codes of ${id}`, generated },
      ),
    forget,
    isHolding: () => codes !== undefined,
    onAccountChanged: forget,
  }
}
