import { Hono } from 'hono'
import { type AppContext, type AppEnv, answer, requireUser } from '../serving/context'
import type { MeServer } from './server'

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789'

/** Backup codes. Both routes replace the existing codes and show the new ones once. */
export function backupCodeRoutes(server: MeServer): Hono<AppEnv> {
  const replace = (c: AppContext) => {
    const user = requireUser(c, server)
    user.backupCodes = Array.from({ length: 12 }, newCode)
    return answer(c, server, user.backupCodes)
  }
  return new Hono<AppEnv>().post('/', replace).post('/regenerate', replace)
}

function newCode(): string {
  const letters = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => alphabet[byte % alphabet.length])
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`
}
