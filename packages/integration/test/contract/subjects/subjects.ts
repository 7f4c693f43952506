import { account } from './account.js'
import { addresses } from './addresses.js'
import { deployment } from './deployment.js'
import { notifications } from './notifications.js'
import { organizations } from './organizations.js'
import { passkeys } from './passkeys.js'
import { session } from './session.js'
import { signInAndUp } from './sign-in.js'
import { singleSignOn } from './single-sign-on.js'
import { workspaces } from './workspaces.js'

const subjects = {
  deployment,
  session,
  'sign-in': signInAndUp,
  account,
  addresses,
  passkeys,
  organizations,
  'single-sign-on': singleSignOn,
  workspaces,
  notifications,
}

/** Every contract, with the file that it is in. */
export const contracts = Object.entries(subjects).flatMap(([subject, rows]) => rows.map((row) => ({ ...row, subject })))
