import {
  createOrganization,
  createOrganizationInvitations,
  createOrganizationMembers,
  createOrganizationRoles,
  createOrganizations,
  type OrganizationFlow,
  type OrganizationInvitationsFlow,
  type OrganizationMembersFlow,
  type OrganizationRolesFlow,
  type OrganizationsFlow,
} from '@wachter/core/tenancy'
import { hookOf } from '../flows/hook-of.js'
import type { UseFlow } from '../flows/use-flow.js'

/** The organizations of the active account, and the functions to enter, create and leave them. */
export type UseOrganizations = UseFlow<OrganizationsFlow>

/**
 * Lists the organizations of the active account, creates one, enters and leaves them.
 *
 * @example
 * ```tsx
 * import { useOrganizations } from '@wachter/react/tenancy'
 *
 * function Organizations() {
 *   const { step } = useOrganizations()
 *   if (step.kind !== 'manage') return null
 *   return step.memberships?.map(({ id, organization }) => (
 *     <button key={id} onClick={() => step.switchTo(organization.id)}>{organization.name}</button>
 *   ))
 * }
 * ```
 */
export const useOrganizations = /* @__PURE__ */ hookOf(createOrganizations)

/** The active organization, and the functions to change it. */
export type UseOrganization = UseFlow<OrganizationFlow>

/**
 * Changes, deletes and leaves the active organization.
 *
 * @example
 * ```tsx
 * import { useOrganization } from '@wachter/react/tenancy'
 *
 * function Organization() {
 *   const { step } = useOrganization()
 *   if (step.kind !== 'manage') return null
 *   return <button onClick={() => step.leave()}>Leave {step.organization.name}</button>
 * }
 * ```
 */
export const useOrganization = /* @__PURE__ */ hookOf(createOrganization)

/** The members of the active organization, and the functions to manage them. */
export type UseOrganizationMembers = UseFlow<OrganizationMembersFlow>

/**
 * Lists and searches the members of the active organization, changes their roles and removes them.
 *
 * @example
 * ```tsx
 * import { useOrganizationMembers } from '@wachter/react/tenancy'
 *
 * function OrganizationMembers() {
 *   const { step } = useOrganizationMembers()
 *   if (step.kind !== 'manage') return null
 *   return <ul>{step.members?.map(({ id, user }) => <li key={id}>{user?.email}</li>)}</ul>
 * }
 * ```
 */
export const useOrganizationMembers = /* @__PURE__ */ hookOf(createOrganizationMembers)

/** The roles of the active organization, and the functions to manage them. */
export type UseOrganizationRoles = UseFlow<OrganizationRolesFlow>

/**
 * Lists, creates and removes the roles of the active organization.
 *
 * @example
 * ```tsx
 * import { useOrganizationRoles } from '@wachter/react/tenancy'
 *
 * function OrganizationRoles() {
 *   const { step } = useOrganizationRoles()
 *   if (step.kind !== 'manage') return null
 *   return <ul>{step.roles?.map(({ id, name }) => <li key={id}>{name}</li>)}</ul>
 * }
 * ```
 */
export const useOrganizationRoles = /* @__PURE__ */ hookOf(createOrganizationRoles)

/** The invitations to the active organization, and the functions to manage them. */
export type UseOrganizationInvitations = UseFlow<OrganizationInvitationsFlow>

/**
 * Invites people to the active organization.
 *
 * @example
 * ```tsx
 * import { useOrganizationInvitations } from '@wachter/react/tenancy'
 *
 * function OrganizationInvitations() {
 *   const { step } = useOrganizationInvitations()
 *   if (step.kind !== 'manage') return null
 *   return <button onClick={() => step.send({ email: 'grace@example.com' })}>Invite Grace</button>
 * }
 * ```
 */
export const useOrganizationInvitations = /* @__PURE__ */ hookOf(createOrganizationInvitations)
