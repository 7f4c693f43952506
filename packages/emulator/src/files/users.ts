import type { WorldState } from '../world/state'

/** Where the users come from. */
interface Origin {
  /** The state file they were restored from. It counts instead of the seed. */
  restored: string | undefined
  /** The file of the seed, undefined for the default one. */
  seedPath: string | undefined
  /** That of everyone in the default seed. */
  password: string
}

/** Who can sign in, one a line, below a line that says where they come from. */
export function describeUsers(users: WorldState['users'], origin: Origin): string {
  const lines = users.map(({ username, emailAddresses: [email] }) => {
    if (email === undefined || username === '') return `  ${email?.email ?? (username || 'a user without a name')}`
    return `  ${email.email}  (username ${username})`
  })
  return [headingOf(origin), ...lines].join('\n')
}

function headingOf({ restored, seedPath, password }: Origin): string {
  if (restored === undefined)
    return seedPath === undefined ? `Users of the seed, all with the password ${password}` : 'Users of the seed'
  const hint = seedPath === undefined ? `; the default seed's password is ${password}` : `; ${seedPath} is not used`
  return `Users of ${restored}${hint}`
}
