import type { Client } from '@wachter/core'
import {
  createAccountDeletion,
  createAccountSignIns,
  createAuthenticator,
  createBackupCodes,
  createEmailAddresses,
  createPassword,
  createProfile,
} from '@wachter/core/account'
import {
  createDomains,
  createOrganizationInvitations,
  createOrganizationMembers,
  createOrganizationRoles,
  createOrganizations,
} from '@wachter/core/tenancy'
import { type PageName, pageNames, pages } from '../../../surface/pages.ts'
import { accountPage } from '../../../surface/views/pages/account-page.ts'
import { organizationPage } from '../../../surface/views/pages/organization-page.ts'
import type { SectionView } from '../../../surface/views/pages/section-view.ts'
import { element } from '../element.ts'
import { arrange, keepParts } from '../surface/parts.ts'
import { sectionPart } from './section-part.ts'

/** The flows of a page, and its sections. */
interface Page {
  readonly flows: readonly { readonly $state: { readonly listen: (listener: () => void) => () => void } }[]
  readonly sections: () => readonly SectionView[]
}

const contents: Readonly<Record<PageName, (client: Client) => Page>> = {
  account(client) {
    const profile = createProfile(client)
    const emails = createEmailAddresses(client)
    const password = createPassword(client)
    const authenticator = createAuthenticator(client)
    const backupCodes = createBackupCodes(client)
    const signIns = createAccountSignIns(client)
    const deletion = createAccountDeletion(client)
    return {
      flows: [profile, emails, password, authenticator, backupCodes, signIns, deletion],
      sections: () =>
        accountPage({
          profile: profile.$state.get(),
          emails: emails.$state.get(),
          password: password.$state.get(),
          authenticator: authenticator.$state.get(),
          backupCodes: backupCodes.$state.get(),
          signIns: signIns.$state.get(),
          deletion: deletion.$state.get(),
        }),
    }
  },
  organization(client) {
    const organizations = createOrganizations(client)
    const members = createOrganizationMembers(client)
    const roles = createOrganizationRoles(client)
    const invitations = createOrganizationInvitations(client)
    const domains = createDomains(client)
    return {
      flows: [organizations, members, roles, invitations, domains],
      sections: () =>
        organizationPage(
          {
            organizations: organizations.$state.get(),
            members: members.$state.get(),
            roles: roles.$state.get(),
            invitations: invitations.$state.get(),
            domains: domains.$state.get(),
          },
          client.has,
        ),
    }
  },
}

/** The pages of the active account, one open at a time. Their flows exist while they are open and an account is active. */
export function accountPages(client: Client): HTMLElement {
  const content = element('div', { className: 'pages' })
  const sectionsOf = keepParts(sectionPart)
  let open: PageName | undefined
  let close = () => {}

  const show = (name: PageName | undefined) => {
    close()
    open = name
    for (const button of buttons) button.ariaPressed = String(button.name === open)
    if (!name) return
    const { flows, sections } = contents[name](client)
    const update = () => arrange(content, sectionsOf(sections()))
    const stops = [...flows.map(({ $state }) => $state.listen(update)), client.$state.listen(update)]
    update()
    close = () => {
      close = () => {}
      for (const stop of stops) stop()
      arrange(content, sectionsOf([]))
    }
  }
  const buttons = pageNames.map((name) =>
    element(
      'button',
      {
        testId: `page-${name}`,
        className: 'button pick',
        type: 'button',
        name,
        ariaPressed: 'false',
        onclick: () => show(name === open ? undefined : name),
      },
      pages[name],
    ),
  )
  client.$activeSignIn.listen((signIn) => {
    if (!signIn) show(undefined)
  })
  return element('div', { className: 'pages' }, element('div', { className: 'row' }, ...buttons), content)
}
