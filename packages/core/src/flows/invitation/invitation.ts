import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { isRefusal, SessionError } from '../../errors.js'
import type { SessionState } from '../../model/session-state.js'
import { flag, maybe, type Output, object, ref, text } from '../../wire/primitives.js'
import { createFlow, type Engine } from '../engine/create-flow.js'
import { anywhere, type FlowDeclaration, type ToldStep } from '../engine/declaration.js'
import { isIdentifierOf } from '../inputs/identifiers.js'
import { requireText } from '../inputs/require-text.js'
import type { InvitationState, InvitationStep, InvitedPlace } from './invitation-steps.js'

export interface InvitationFlow {
  readonly $state: ReadableAtom<InvitationState>
  /** Drops the outcome and goes back to `start`. */
  readonly restart: () => void
}

/** The outcome of an invitation: a step without its actions. */
type Finding = Exclude<ToldStep<InvitationStep>, { readonly kind: 'start' }>

/** Why an invitation cannot be accepted, by the server's name. The answer is a success (PROTOCOL.md §3.6). */
const obstacles = new Map([
  ['INVITATION_EXPIRED', 'expired'],
  ['INVITATION_REQUIRES_SIGNIN', 'sign-in-required'],
  ['INVITATION_REQUIRES_SIGNUP', 'sign-up-required'],
  ['INVITATION_EMAIL_MISMATCH', 'wrong-account'],
  ['INVALID_INVITATION_TOKEN', 'invalid'],
] as const)

// Created on demand: bundlers keep every call at the top level of a file, even if it is not used.
const place = () => object({ id: ref, name: text })
const validation = () => object({ valid: flag, email: text, first_name: text, last_name: text })
const acceptance = () =>
  object({
    organization: maybe(place()),
    workspace: maybe(place()),
    signin_id: ref,
    already_member: flag,
    requires_signin: flag,
    invited_email: text,
    error_code: text,
    message: text,
  })

/**
 * Handles invitations to sign up and to join an organization. Accepts nothing by itself.
 *
 * @example
 * ```ts
 * import { createInvitation } from '@wachter/core/flows'
 *
 * const token = new URLSearchParams(location.search).get('token') ?? ''
 * const { step } = createInvitation(client).$state.get()
 * const after = step.kind === 'start' ? await step.accept(token) : undefined
 * if (after?.step.kind === 'accepted') await after.step.enter()
 * ```
 *
 * @see PROTOCOL.md §3.1, §3.6
 */
export const createInvitation = (client: Client): InvitationFlow =>
  createFlow<InvitationStep, InvitationFlow>(client, declareInvitation)

function declareInvitation({
  client,
  unlessLeft,
}: Engine<InvitationStep>): FlowDeclaration<InvitationStep, InvitationFlow> {
  let token = ''
  let finding: Finding | undefined
  let unheard: string | undefined
  /** The sign-in of the account that is the member. */
  let memberSignInId: string | undefined
  let hasMemberLeft = false

  const forget = () => {
    token = ''
    finding = undefined
    unheard = undefined
    memberSignInId = undefined
    hasMemberLeft = false
  }

  const check = async (given: string) => {
    requireText('token', given)
    const checking = client.request({
      path: 'deployment/invitations/validate',
      query: { token: given.trim() },
      schema: validation(),
      urgent: true,
    })
    const { valid, email, first_name, last_name } = await unlessLeft(checking)
    finding = valid ? { kind: 'valid', email, firstName: first_name, lastName: last_name } : { kind: 'invalid' }
  }

  const accept = async () => {
    requireText('token', token)
    const accepting = client
      .mutate(
        {
          method: 'post',
          path: 'organizations/invitations/accept',
          form: { token: token.trim() },
          schema: acceptance(),
        },
        // It is for the invited account of the browser session, active or not.
        { kind: 'accept-invitation', scope: 'session' },
      )
      .catch((error: unknown) => {
        if (!isRefusal(error)) unheard = token
        else if (error.code === 'invalid-invitation-token') return undefined
        throw error
      })
    const answer = await unlessLeft(accepting)
    if (!answer && token === unheard) {
      throw new SessionError('unconfirmed', 'The invitation is used, maybe by the try whose answer was lost')
    }
    unheard = undefined
    finding = answer ? findingOf(answer) : { kind: 'invalid' }
    memberSignInId = answer?.signin_id ?? client.$activeSignIn.get()?.id
  }

  const enter = async () => {
    if (hasMemberLeft) throw new SessionError('sign-in-not-found', 'The account that accepted was signed out')
    if (finding?.kind !== 'accepted' && finding?.kind !== 'already-member') {
      throw new SessionError('out-of-step', 'There is no organization to enter yet')
    }
    const { organization, workspace, signInId } = finding
    const isActive = () => client.$activeSignIn.get()?.id === memberSignInId
    if (signInId && !isActive()) await unlessLeft(client.switchSignIn(signInId))
    if (!isActive()) throw new SessionError('context-changed', 'The account that accepted is not active')
    // A workspace brings its organization along (PROTOCOL.md §6.6).
    await unlessLeft(workspace ? client.switchWorkspace(workspace.id) : client.switchOrganization(organization.id))
    finding = { kind: 'entered', organization, workspace }
  }

  const stepOf = ({ container }: SessionState): ToldStep<InvitationStep> => {
    // The account that accepted is signed out.
    if (isOfMember(finding) && container?.signIns.every(({ id }) => id !== memberSignInId)) {
      forget()
      hasMemberLeft = true
    }
    return finding ?? { kind: 'start' }
  }

  const entering = { enter: anywhere(enter) }
  const retrying = { retry: anywhere(accept) }

  return {
    actions: {
      start: {
        check,
        accept(given) {
          token = given
          return accept()
        },
      },
      accepted: entering,
      'already-member': entering,
      'sign-in-required': retrying,
      'sign-up-required': retrying,
      'wrong-account': retrying,
    },
    always: {},
    idle: ['start'],
    stepOf,
    forget,
    isHolding: () => finding !== undefined,
    isOf: (signIn) => isIdentifierOf(signIn, emailIn(finding)),
  }
}

const isOfMember = (finding: Finding | undefined): boolean =>
  finding?.kind === 'accepted' || finding?.kind === 'already-member' || finding?.kind === 'entered'

function emailIn(finding: Finding | undefined): string | undefined {
  if (finding && 'invitedEmail' in finding) return finding.invitedEmail
  return finding?.kind === 'valid' ? finding.email : undefined
}

/** Reads an answer by the table of PROTOCOL.md §3.6. HTTP 200 alone is not a success. */
function findingOf(answer: Output<ReturnType<typeof acceptance>>): Finding {
  const { error_code: code, invited_email: invitedEmail } = answer
  const kind = obstacles.get(code as never) ?? (answer.requires_signin ? 'sign-in-required' : undefined)
  if (kind === 'invalid') return { kind }
  if (kind) return { kind, invitedEmail }
  const organization = placeOf(answer.organization)
  const isMember = answer.already_member || code === 'ALREADY_ORGANIZATION_MEMBER'
  if (code && !(isMember && organization)) {
    throw new SessionError(code.toLowerCase().replaceAll('_', '-'), answer.message || 'The invitation was not accepted')
  }
  if (!organization) throw new SessionError('invalid-response', 'The answer names no organization')
  const workspace = placeOf(answer.workspace)
  return { kind: isMember ? 'already-member' : 'accepted', organization, workspace, signInId: answer.signin_id }
}

/** In failures the organization or workspace may be an empty object (PROTOCOL.md §10.14). */
const placeOf = (raw: Output<ReturnType<typeof place>> | undefined): InvitedPlace | undefined =>
  raw?.id ? { id: raw.id, name: raw.name } : undefined
