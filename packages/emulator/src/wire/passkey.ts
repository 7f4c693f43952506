import type { Passkey } from '../world/identity/passkeys'
import { timeToWire } from './time'

export function passkeyToWire(passkey: Passkey) {
  return {
    id: passkey.id,
    name: passkey.name,
    created_at: timeToWire(passkey.createdAtMs),
    last_used_at: passkey.lastUsedAtMs === null ? null : timeToWire(passkey.lastUsedAtMs),
    device_type: passkey.transports.includes('internal') ? 'platform' : 'cross-platform',
    backed_up: passkey.backedUp,
  }
}
