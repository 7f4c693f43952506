import type { WorldData } from './data'
import { isSameEmail } from './users'

/** Somebody who waits to be invited. */
export interface WaitlistEntry {
  id: string
  createdAtMs: number
  email: string
  firstName: string
  lastName: string
}

export function joinWaitlist(
  data: WorldData,
  person: Pick<WaitlistEntry, 'email'> & Partial<Pick<WaitlistEntry, 'firstName' | 'lastName'>>,
): WaitlistEntry {
  const own = { id: data.ids.next(), createdAtMs: data.clock.now() }
  const row: WaitlistEntry = { ...own, firstName: '', lastName: '', ...person }
  data.waitlist.push(row)
  return row
}

export function isOnWaitlist(data: WorldData, email: string): boolean {
  return data.waitlist.some((row) => isSameEmail(row, email))
}
