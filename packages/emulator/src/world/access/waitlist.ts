import { isSameEmail } from '../identity/users'
import type { RowSource } from '../ids'

/** A person waiting for an invitation. */
export interface WaitlistEntry {
  id: string
  createdAtMs: number
  email: string
  firstName: string
  lastName: string
}

/** The parts of the world that the waitlist uses. */
export interface WaitlistData extends RowSource {
  waitlist: WaitlistEntry[]
}

export function joinWaitlist(
  data: WaitlistData,
  person: Pick<WaitlistEntry, 'email'> & Partial<Pick<WaitlistEntry, 'firstName' | 'lastName'>>,
): WaitlistEntry {
  const own = { id: data.ids.next(), createdAtMs: data.clock.now() }
  const row: WaitlistEntry = { ...own, firstName: '', lastName: '', ...person }
  data.waitlist.push(row)
  return row
}

export function isOnWaitlist(data: WaitlistData, email: string): boolean {
  return data.waitlist.some((row) => isSameEmail(row, email))
}
