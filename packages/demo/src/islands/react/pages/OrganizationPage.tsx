import { useHas } from '@wachter/react'
import {
  useDomains,
  useOrganizationInvitations,
  useOrganizationMembers,
  useOrganizationRoles,
  useOrganizations,
} from '@wachter/react/tenancy'
import { organizationPage } from '../../../surface/views/pages/organization-page.ts'
import { Sections } from './Sections.tsx'

export function OrganizationPage() {
  const flows = {
    organizations: useOrganizations(),
    members: useOrganizationMembers(),
    roles: useOrganizationRoles(),
    invitations: useOrganizationInvitations(),
    domains: useDomains(),
  }
  return <Sections sections={organizationPage(flows, useHas())} />
}
