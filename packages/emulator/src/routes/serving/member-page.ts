import type { User, UserData } from '../../world/identity/users'
import type { AppContext } from './context'

const defaultLimit = 10
const largestLimit = 100

interface MemberPage<Row> {
  data: Row[]
  /** Without a total, so a client learns of further pages one by one. */
  meta: { has_more: boolean; page: number; limit: number }
}

/** The page of members that a request asks for: those whose name, e-mail address or username has the text of `search`. */
export function memberPageOf<Row extends { userId: string }>(
  c: AppContext,
  { users }: UserData,
  members: Row[],
): MemberPage<Row> {
  const search = (c.req.query('search') ?? '').trim().toLowerCase()
  const found = members.filter(({ userId }) => isFound(users.get(userId), search))
  const page = wholeOf(c.req.query('page'), 1)
  const limit = Math.min(wholeOf(c.req.query('limit'), defaultLimit), largestLimit)
  const start = (page - 1) * limit
  return { data: found.slice(start, start + limit), meta: { has_more: found.length > start + limit, page, limit } }
}

function isFound(user: User | undefined, search: string): boolean {
  if (search === '') return true
  if (!user) return false
  const { firstName, lastName, username, emailAddresses } = user
  const texts = [`${firstName} ${lastName}`, username, ...emailAddresses.map(({ email }) => email)]
  return texts.some((text) => text.toLowerCase().includes(search))
}

/** A number from 1; the default for anything else. */
function wholeOf(text: string | undefined, otherwise: number): number {
  const value = Number(text)
  return Number.isSafeInteger(value) && value >= 1 ? value : otherwise
}
