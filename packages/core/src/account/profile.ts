import type { ReadableAtom } from 'nanostores'
import type { Client } from '../client.js'
import { SessionError } from '../errors.js'
import { createFlow, type Engine } from '../flows/engine/create-flow.js'
import { type FlowDeclaration, forAccount } from '../flows/engine/declaration.js'
import { namedAs } from '../flows/engine/refusals.js'
import type { User } from '../model/user.js'
import type { ProfileChanges, ProfileState, ProfileStep } from './profile-steps.js'
import { activeUser, changeUser, userStep } from './user-changes.js'

export interface ProfileFlow {
  readonly $state: ReadableAtom<ProfileState>
  /** Drops what is in progress. */
  readonly restart: () => void
}

/** A larger picture is not sent, bytes. */
const largestPicture = 5 * 1024 * 1024

/** The server's name of each field, and one for people. */
const fields = {
  firstName: ['first_name', 'first name'],
  lastName: ['last_name', 'last name'],
  username: ['username', 'username'],
  secondFactorPolicy: ['second_factor_policy', 'second-factor policy'],
} as const
type Field = keyof typeof fields

/**
 * Edits the profile of the active account: names, picture and second-factor policy. Requests nothing by itself.
 *
 * @example
 * ```ts
 * import { createProfile } from '@wachter/core/account'
 *
 * const { step } = createProfile(client).$state.get()
 * if (step.kind === 'edit') await step.update({ firstName: 'Ada' })
 * ```
 * @example A picture that the user has chosen
 * ```ts
 * import { createProfile } from '@wachter/core/account'
 *
 * const { step } = createProfile(client).$state.get()
 * const choose = async ({ files }: HTMLInputElement) => {
 *   if (step.kind === 'edit' && files?.[0]) await step.setPicture(files[0])
 * }
 * ```
 *
 * @see PROTOCOL.md §3.5
 */
export const createProfile = (client: Client): ProfileFlow =>
  createFlow<ProfileStep, ProfileFlow>(client, declareProfile)

function declareProfile({ client }: Engine<ProfileStep>): FlowDeclaration<ProfileStep, ProfileFlow> {
  return {
    actions: {
      edit: {
        update: forAccount(async (_, changes) => {
          const changed = differing(activeUser(client), changes)
          refuseCleared(changed)
          if (changed.length === 0) return
          await changeUser(client, {
            kind: 'update-profile',
            path: 'me',
            form: Object.fromEntries(changed.map(([name, value]) => [fields[name][0], value])),
            isApplied: (user) => changed.every(([name, value]) => user[name] === value),
          })
        }),
        setPicture: forAccount(async (_, file) => {
          refusePicture(file)
          const { hasProfilePicture, profilePictureUrl } = activeUser(client)
          const change = { kind: 'set-profile-picture', path: 'me/profile-picture', form: { file } }
          const isReplaced = (user: User) => user.hasProfilePicture && user.profilePictureUrl !== profilePictureUrl
          // A picture that replaces another may have its address.
          await changeUser(client, hasProfilePicture ? change : { ...change, isApplied: isReplaced }).catch(
            namedAs(400, 'picture-rejected', 'The server rejected the picture'),
          )
        }),
        removePicture: forAccount(async () => {
          if (!activeUser(client).hasProfilePicture) return
          await changeUser(client, {
            kind: 'remove-profile-picture',
            path: 'me',
            form: { remove_profile_picture: 'true' },
            isApplied: ({ hasProfilePicture }) => !hasProfilePicture,
          })
        }),
      },
    },
    always: {},
    idle: ['loading', 'signed-out', 'edit'],
    stepOf: (session) =>
      userStep(session, (profile, id) => ({ kind: 'edit' as const, key: `profile of ${id}`, profile })),
    forget: () => undefined,
  }
}

/** The given fields that are not the user's already. */
const differing = (user: User, changes: ProfileChanges): readonly (readonly [Field, string])[] =>
  (Object.keys(fields) as Field[]).flatMap((name) => {
    const value = changes[name]?.trim()
    return value === undefined || value === user[name] ? [] : [[name, value] as const]
  })

function refuseCleared(changed: readonly (readonly [Field, string])[]): void {
  const errors = changed.flatMap(([name, value]) =>
    value ? [] : [{ code: '', message: `The ${fields[name][1]} can be changed, but not cleared` }],
  )
  const [first] = errors
  if (first) throw new SessionError('cannot-be-cleared', first.message, { errors })
}

function refusePicture({ type, size }: Blob): void {
  if (!type.startsWith('image/')) throw new SessionError('picture-rejected', 'The file is not an image')
  if (size === 0) throw new SessionError('picture-rejected', 'The file is empty')
  if (size > largestPicture) throw new SessionError('picture-rejected', 'The picture is larger than 5 MB')
}
