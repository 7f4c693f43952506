import type { SocialConnection } from '../world/identity/social-connections'
import { timeToWire } from './time'

export function socialConnectionToWire(connection: SocialConnection) {
  return {
    id: connection.id,
    created_at: timeToWire(connection.createdAtMs),
    updated_at: timeToWire(connection.createdAtMs),
    provider: connection.provider,
    email_address: connection.emailAddress,
    first_name: connection.firstName,
    last_name: connection.lastName,
    ...(connection.userEmailAddressId && { user_email_address_id: connection.userEmailAddressId }),
  }
}
