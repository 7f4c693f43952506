import type { ReadableAtom } from 'nanostores'
import type { Client } from '../client.js'
import { isRefusal, SessionError } from '../errors.js'
import type { SessionState } from '../model/session-state.js'
import { flag, maybe, type Output, object, ref, text } from '../wire/primitives.js'
import { isIdentifierOf } from './accounts-left.js'
import { requireText } from './attempt.js'
import type { InvitationStartStep, InvitationState, InvitationStep, InvitedPlace } from './invitation-steps.js'
import { createMachine } from './machine.js'

export interface InvitationFlow {
  readonly $state: ReadableAtom<InvitationState>
  /** Leaves whatever it turned out to be. */
  readonly restart: () => void
}

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never
/** A step without what can be done there. */
type Finding = Without<Exclude<InvitationStep, InvitationStartStep>, 'restart' | 'enter' | 'retry'>

/** What keeps an invitation from counting, by the server's name. It comes as a success (PROTOCOL.md §3.6). */
const obstacles = new Map([
  ['INVITATION_EXPIRED', 'expired'],
  ['INVITATION_REQUIRES_SIGNIN', 'sign-in-required'],
  ['INVITATION_REQUIRES_SIGNUP', 'sign-up-required'],
  ['INVITATION_EMAIL_MISMATCH', 'wrong-account'],
  ['INVALID_INVITATION_TOKEN', 'invalid'],
] as const)

// Made when they are needed: a bundler keeps every call at the top of a file, whoever uses it.
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
 * Takes invitations: to sign up, and to join an organization. Accepts nothing by itself.
 *
 * @see PROTOCOL.md §3.1, §3.6
 */
export function createInvitation(client: Client): InvitationFlow {
  let token = ''
  let finding: Finding | undefined
  let unheard: string | undefined
  /** Of the account here that is the member. */
  let memberSignInId: string | undefined
  let hasMemberLeft = false

  const forget = () => {
    token = ''
    finding = undefined
    unheard = undefined
    memberSignInId = undefined
    hasMemberLeft = false
  }

  const restart = () => {
    forget()
    machine.leave()
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
        // It is for whichever account of the browser session it is meant for.
        { kind: 'accept-invitation', scope: 'session' },
      )
      .catch((error: unknown) => {
        if (!isRefusal(error)) unheard = token
        else if (error.code === 'invalid-invitation-token') return undefined
        throw error
      })
    const answer = await machine.unlessLeft(accepting)
    if (!answer && token === unheard) {
      throw new SessionError('unconfirmed', 'The invitation is used; maybe by the try whose answer was lost')
    }
    unheard = undefined
    finding = answer ? findingOf(answer) : { kind: 'invalid' }
    memberSignInId = answer?.signin_id ?? client.$activeSignIn.get()?.id
  }

  const start: InvitationStartStep = {
    kind: 'start',
    check: (given) =>
      machine.act('start', 'check', given, async () => {
        requireText('token', given)
        const checking = client.request({
          path: 'deployment/invitations/validate',
          query: { token: given.trim() },
          schema: validation(),
          urgent: true,
        })
        const { valid, email, first_name, last_name } = await machine.unlessLeft(checking)
        finding = valid ? { kind: 'valid', email, firstName: first_name, lastName: last_name } : { kind: 'invalid' }
      }),
    accept: (given) =>
      machine.act('start', 'accept', given, () => {
        token = given
        return accept()
      }),
  }

  const retry = () => machine.act(undefined, 'retry', undefined, accept)

  const enter = () =>
    machine.act(undefined, 'enter', undefined, async () => {
      if (hasMemberLeft) throw new SessionError('sign-in-not-found', 'The account that accepted was signed out')
      if (finding?.kind !== 'accepted' && finding?.kind !== 'already-member') {
        throw new SessionError('out-of-step', 'There is no place to enter yet')
      }
      const { organization, workspace, signInId } = finding
      const isActive = () => client.$activeSignIn.get()?.id === memberSignInId
      if (signInId && !isActive()) await machine.unlessLeft(client.switchSignIn(signInId))
      if (!isActive()) throw new SessionError('context-changed', 'Another account is active than the one that accepted')
      // A workspace brings its organization along (PROTOCOL.md §6.6).
      const entering = workspace ? client.switchWorkspace(workspace.id) : client.switchOrganization(organization.id)
      await machine.unlessLeft(entering)
      finding = { kind: 'entered', organization, workspace }
    })

  const stepOf = ({ container }: SessionState): InvitationStep => {
    // What was accepted is of no account that is left here.
    if (isOfMember(finding) && container?.signIns.every(({ id }) => id !== memberSignInId)) {
      forget()
      hasMemberLeft = true
    }
    if (!finding) return start
    switch (finding.kind) {
      case 'accepted':
      case 'already-member':
        return { ...finding, enter, restart }
      case 'sign-in-required':
      case 'sign-up-required':
      case 'wrong-account':
        return { ...finding, retry, restart }
      default:
        return { ...finding, restart }
    }
  }

  const machine = createMachine<InvitationStep>({
    client,
    stepOf,
    isHolding: () => finding !== undefined,
    onLeft(signIn) {
      if (isIdentifierOf(signIn, emailIn(finding))) forget()
    },
  })

  return { $state: machine.$state, restart }
}

const isOfMember = (finding: Finding | undefined): boolean =>
  finding?.kind === 'accepted' || finding?.kind === 'already-member' || finding?.kind === 'entered'

function emailIn(finding: Finding | undefined): string | undefined {
  if (finding && 'invitedEmail' in finding) return finding.invitedEmail
  return finding?.kind === 'valid' ? finding.email : undefined
}

/** What an answer says, row by row of PROTOCOL.md §3.6. HTTP 200 alone is no success. */
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

/** In failures a place may be there and empty (PROTOCOL.md §10.14). */
const placeOf = (raw: Output<ReturnType<typeof place>> | undefined): InvitedPlace | undefined =>
  raw?.id ? { id: raw.id, name: raw.name } : undefined
