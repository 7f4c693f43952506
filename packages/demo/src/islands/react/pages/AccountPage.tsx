import {
  useAccountDeletion,
  useAccountSignIns,
  useAuthenticator,
  useBackupCodes,
  useEmailAddresses,
  usePassword,
  useProfile,
} from '@wachter/react/account'
import { accountPage } from '../../../surface/views/pages/account-page.ts'
import { Sections } from './Sections.tsx'

export function AccountPage() {
  const flows = {
    profile: useProfile(),
    emails: useEmailAddresses(),
    password: usePassword(),
    authenticator: useAuthenticator(),
    backupCodes: useBackupCodes(),
    signIns: useAccountSignIns(),
    deletion: useAccountDeletion(),
  }
  return <Sections sections={accountPage(flows)} />
}
