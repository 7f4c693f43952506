import type { Clock } from '../../clock'
import { type DeploymentAddress, frontendUrl } from '../deployment/deployment'
import type { OrganizationInvitation } from '../places/organization-invitations'

/** The reason for a message. */
type MessagePurpose =
  | 'sign-in'
  | 'second-factor'
  | 'sign-up'
  | 'profile'
  | 'password-reset'
  | 'new-email-address'
  | 'new-phone-number'
  | 'deployment-invitation'
  | 'organization-invitation'

interface Message {
  /** An e-mail address, or a phone number with its dial code. */
  to: string
  purpose: MessagePurpose
  /** The sign-in or sign-up attempt it belongs to. */
  attemptId: string | null
  /** RFC 3339. */
  at: string
}

/** Something the server would have sent by e-mail or SMS. */
export type OutboxMessage =
  | (Message & { kind: 'code'; channel: 'email' | 'sms'; code: string })
  | (Message & { kind: 'link'; channel: 'email'; link: string })

type Sent = Pick<Message, 'to' | 'purpose'> & { attemptId?: string | null }

/** The parts of the world that the outbox uses. */
export interface OutboxData {
  readonly clock: Clock
  outbox: OutboxMessage[]
}

export function sendCode(data: OutboxData, message: Sent & { channel: 'email' | 'sms'; code: string }): void {
  data.outbox.push({ kind: 'code', ...stamped(data, message), channel: message.channel, code: message.code })
}

export function sendLink(data: OutboxData, message: Sent & { link: string }): void {
  data.outbox.push({ kind: 'link', ...stamped(data, message), channel: 'email', link: message.link })
}

/** Sends the link of an invitation to an organization. */
export function sendOrganizationInvitation(
  data: OutboxData,
  address: DeploymentAddress,
  { email, token }: OrganizationInvitation,
): void {
  const link = `${frontendUrl(address)}/invite?${new URLSearchParams({ token })}`
  sendLink(data, { to: email, link, purpose: 'organization-invitation' })
}

function stamped(data: OutboxData, { to, purpose, attemptId = null }: Sent): Message {
  return { to, purpose, attemptId, at: new Date(data.clock.now()).toISOString() }
}
