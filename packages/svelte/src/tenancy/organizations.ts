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
 * ```svelte
 * <script lang="ts">
 * import { useOrganizations } from '@wachter/svelte/tenancy'
 *
 * const organizations = useOrganizations()
 * const step = $derived(organizations.step)
 * </script>
 *
 * {#if step.kind === 'manage'}
 *   {#each step.memberships ?? [] as { id, organization } (id)}
 *     <button onclick={() => step.switchTo(organization.id)}>{organization.name}</button>
 *   {/each}
 * {/if}
 * ```
 */
export const useOrganizations = /* @__PURE__ */ hookOf(createOrganizations)

/** The active organization, and the functions to change it. */
export type UseOrganization = UseFlow<OrganizationFlow>

/**
 * Changes, deletes and leaves the active organization.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useOrganization } from '@wachter/svelte/tenancy'
 *
 * const organization = useOrganization()
 * const step = $derived(organization.step)
 * </script>
 *
 * {#if step.kind === 'manage'}
 *   <button onclick={() => step.leave()}>Leave {step.organization.name}</button>
 * {/if}
 * ```
 */
export const useOrganization = /* @__PURE__ */ hookOf(createOrganization)

/** The members of the active organization, and the functions to manage them. */
export type UseOrganizationMembers = UseFlow<OrganizationMembersFlow>

/**
 * Lists and searches the members of the active organization, changes their roles and removes them.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useOrganizationMembers } from '@wachter/svelte/tenancy'
 *
 * const organizationMembers = useOrganizationMembers()
 * const step = $derived(organizationMembers.step)
 * </script>
 *
 * {#if step.kind === 'manage'}
 *   {#each step.members ?? [] as { id, user } (id)}<p>{user?.email}</p>{/each}
 * {/if}
 * ```
 */
export const useOrganizationMembers = /* @__PURE__ */ hookOf(createOrganizationMembers)

/** The roles of the active organization, and the functions to manage them. */
export type UseOrganizationRoles = UseFlow<OrganizationRolesFlow>

/**
 * Lists, creates and removes the roles of the active organization.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useOrganizationRoles } from '@wachter/svelte/tenancy'
 *
 * const organizationRoles = useOrganizationRoles()
 * const step = $derived(organizationRoles.step)
 * </script>
 *
 * {#if step.kind === 'manage'}
 *   {#each step.roles ?? [] as { id, name } (id)}<p>{name}</p>{/each}
 * {/if}
 * ```
 */
export const useOrganizationRoles = /* @__PURE__ */ hookOf(createOrganizationRoles)

/** The invitations to the active organization, and the functions to manage them. */
export type UseOrganizationInvitations = UseFlow<OrganizationInvitationsFlow>

/**
 * Invites people to the active organization.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useOrganizationInvitations } from '@wachter/svelte/tenancy'
 *
 * const organizationInvitations = useOrganizationInvitations()
 * const step = $derived(organizationInvitations.step)
 * </script>
 *
 * {#if step.kind === 'manage'}
 *   <button onclick={() => step.send({ email: 'grace@example.com' })}>Invite Grace</button>
 * {/if}
 * ```
 */
export const useOrganizationInvitations = /* @__PURE__ */ hookOf(createOrganizationInvitations)
