import type { Client } from '@wachter/core'
import type {
  DomainsState,
  OrganizationInvitationsState,
  OrganizationMembersState,
  OrganizationRolesState,
  OrganizationsState,
} from '@wachter/core/tenancy'
import { reasonOf } from '../../../places.ts'
import { fieldOf } from '../../fields.ts'
import { listSection, type SectionView } from './section-view.ts'

/** The states of the flows of an organization page. */
export interface OrganizationFlows {
  readonly organizations: OrganizationsState
  readonly members: OrganizationMembersState
  readonly roles: OrganizationRolesState
  readonly invitations: OrganizationInvitationsState
  readonly domains: DomainsState
}

/** The sections of an organization page: those that the active account may use. */
export function organizationPage(flows: OrganizationFlows, has: Client['has']): readonly SectionView[] {
  const mayManage = has({ anyOf: ['organization:admin', 'organization:manage'] })
  return [
    organizationsSection(flows.organizations),
    membersSection(flows, mayManage),
    mayManage && invitationsSection(flows.invitations),
    rolesSection(flows.roles, mayManage),
    mayManage && domainsSection(flows.domains),
  ].filter((section): section is SectionView => typeof section === 'object')
}

/** A field of plain text. */
const textField = (name: string, label: string, required = true) =>
  fieldOf('username', { name, testId: `field-${name}`, label, autocomplete: 'off', required })

const organizationsSection = (state: OrganizationsState) =>
  listSection({ name: 'organizations', title: 'Your organizations' }, state, (step) => ({
    lead: step.active ? '' : 'Enter one to see its members, roles and domains.',
    rowName: 'organization',
    rows: (step.memberships ?? []).map(({ id, organization, eligibilityRestriction }) => {
      const isActive = id === step.active?.id
      const reason = reasonOf(eligibilityRestriction)
      return {
        id,
        title: organization.name,
        detail: reason ?? (isActive ? 'You are here' : ''),
        buttons: [
          !isActive && !reason && { name: 'enter', label: 'Enter', press: () => step.switchTo(organization.id) },
          { name: 'leave', label: 'Leave', press: () => step.leave(organization.id) },
        ],
      }
    }),
    forms: [
      {
        submit: {
          name: 'create-organization',
          label: 'Create an organization',
          press: ({ name = '' }) => step.create({ name }),
        },
        fields: [textField('name', 'Name of a new organization')],
      },
    ],
  }))

const membersSection = ({ members, roles }: OrganizationFlows, mayManage: boolean) =>
  listSection({ name: 'members', title: 'Members' }, members, (step) => {
    const given = (mayManage && roles.step.kind === 'manage' && roles.step.roles) || []
    return {
      lead: step.members?.length === 0 ? 'No member has this name.' : '',
      rowName: 'member',
      rows: (step.members ?? []).map(({ id, user, roles: held }) => ({
        id,
        title: [user?.firstName, user?.lastName].filter(Boolean).join(' ') || user?.email || 'A member',
        detail: [held.map((role) => role.name).join(', ') || 'No role', user?.email].filter(Boolean).join(' · '),
        buttons: [
          ...given.map(({ id: roleId, name }) =>
            held.some((role) => role.id === roleId)
              ? { name: `drop-${name}`, label: `− ${name}`, press: () => step.removeRole(id, roleId) }
              : { name: `give-${name}`, label: `+ ${name}`, press: () => step.addRole(id, roleId) },
          ),
          mayManage && { name: 'remove', label: 'Remove', press: () => step.remove(id) },
        ],
      })),
      forms: [
        {
          submit: { name: 'find-members', label: 'Find', press: ({ search = '' }) => step.search(search) },
          fields: [textField('search', 'Find a member', false)],
          others: [
            step.page > 1 && { name: 'members-previous', label: 'Previous page', press: step.previousPage },
            step.hasMore && { name: 'members-next', label: 'Next page', press: step.nextPage },
          ],
          keepsTyped: true,
        },
      ],
    }
  })

const invitationsSection = (state: OrganizationInvitationsState) =>
  listSection({ name: 'invitations', title: 'Invitations' }, state, (step) => ({
    lead: step.invitations?.length === 0 ? 'Nobody is invited.' : '',
    rowName: 'invitation',
    rows: (step.invitations ?? []).map(({ id, email, initialOrganizationRole, expired }) => ({
      id,
      title: email,
      detail: [initialOrganizationRole?.name, expired && 'expired'].filter(Boolean).join(' · '),
      buttons: [
        { name: 'resend', label: 'Send again', press: () => step.resend(id) },
        { name: 'discard', label: 'Discard', press: () => step.discard(id) },
      ],
    })),
    forms: [
      {
        submit: { name: 'invite', label: 'Invite', press: ({ email = '' }) => step.send({ email: email.trim() }) },
        fields: [fieldOf('email', { testId: 'field-invite', autocomplete: 'off' })],
      },
    ],
  }))

const rolesSection = (state: OrganizationRolesState, mayManage: boolean) =>
  listSection({ name: 'roles', title: 'Roles' }, state, (step) => ({
    rowName: 'role',
    rows: (step.roles ?? []).map(({ id, name, permissions, organizationId }) => ({
      id,
      title: name,
      detail: permissions.join(', '),
      // A role of the deployment cannot be removed.
      buttons: [
        mayManage && organizationId !== undefined && { name: 'remove', label: 'Remove', press: () => step.remove(id) },
      ],
    })),
    forms: [
      mayManage && {
        submit: {
          name: 'create-role',
          label: 'Create a role',
          press: ({ role = '', permissions = '' }) =>
            step.create({ name: role.trim(), permissions: permissions.split(/[\s,]+/).filter(Boolean) }),
        },
        fields: [textField('role', 'Name of a new role'), textField('permissions', 'Permissions, with commas')],
      },
    ],
  }))

const domainsSection = (state: DomainsState) =>
  listSection({ name: 'domains', title: 'Domains' }, state, (step) => ({
    rowName: 'domain',
    rows: (step.domains ?? []).map(({ id, fqdn, verified, dnsRecord: { type, name, value } }) => ({
      id,
      title: fqdn,
      detail: verified ? 'Verified' : `Add this DNS record, then verify: ${type} ${name} ${value}`,
      buttons: [
        !verified && { name: 'verify', label: 'Verify', press: () => step.verify(id) },
        { name: 'remove', label: 'Remove', press: () => step.remove(id) },
      ],
    })),
    forms: [
      {
        submit: {
          name: 'add-domain',
          label: 'Add a domain',
          press: ({ domain = '' }) => step.add({ domain: domain.trim() }),
        },
        fields: [textField('domain', 'Domain')],
      },
    ],
  }))
