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
 * ```vue
 * <script setup lang="ts">
 * import { useOrganizations } from '@wachter/vue/tenancy'
 *
 * const { step } = useOrganizations()
 * </script>
 *
 * <template>
 *   <template v-if="step.kind === 'manage'">
 *     <button v-for="{ id, organization } in step.memberships" :key="id" v-on:click="step.switchTo(organization.id)">
 *       {{ organization.name }}
 *     </button>
 *   </template>
 * </template>
 * ```
 */
export const useOrganizations = /* @__PURE__ */ hookOf(createOrganizations)

/** The active organization, and the functions to change it. */
export type UseOrganization = UseFlow<OrganizationFlow>

/**
 * Changes, deletes and leaves the active organization.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useOrganization } from '@wachter/vue/tenancy'
 *
 * const { step } = useOrganization()
 * </script>
 *
 * <template>
 *   <button v-if="step.kind === 'manage'" v-on:click="step.leave()">Leave {{ step.organization.name }}</button>
 * </template>
 * ```
 */
export const useOrganization = /* @__PURE__ */ hookOf(createOrganization)

/** The members of the active organization, and the functions to manage them. */
export type UseOrganizationMembers = UseFlow<OrganizationMembersFlow>

/**
 * Lists and searches the members of the active organization, changes their roles and removes them.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useOrganizationMembers } from '@wachter/vue/tenancy'
 *
 * const { step } = useOrganizationMembers()
 * </script>
 *
 * <template>
 *   <ul v-if="step.kind === 'manage'"><li v-for="{ id, user } in step.members" :key="id">{{ user?.email }}</li></ul>
 * </template>
 * ```
 */
export const useOrganizationMembers = /* @__PURE__ */ hookOf(createOrganizationMembers)

/** The roles of the active organization, and the functions to manage them. */
export type UseOrganizationRoles = UseFlow<OrganizationRolesFlow>

/**
 * Lists, creates and removes the roles of the active organization.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useOrganizationRoles } from '@wachter/vue/tenancy'
 *
 * const { step } = useOrganizationRoles()
 * </script>
 *
 * <template>
 *   <ul v-if="step.kind === 'manage'"><li v-for="{ id, name } in step.roles" :key="id">{{ name }}</li></ul>
 * </template>
 * ```
 */
export const useOrganizationRoles = /* @__PURE__ */ hookOf(createOrganizationRoles)

/** The invitations to the active organization, and the functions to manage them. */
export type UseOrganizationInvitations = UseFlow<OrganizationInvitationsFlow>

/**
 * Invites people to the active organization.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useOrganizationInvitations } from '@wachter/vue/tenancy'
 *
 * const { step } = useOrganizationInvitations()
 * </script>
 *
 * <template>
 *   <button v-if="step.kind === 'manage'" v-on:click="step.send({ email: 'grace@example.com' })">Invite Grace</button>
 * </template>
 * ```
 */
export const useOrganizationInvitations = /* @__PURE__ */ hookOf(createOrganizationInvitations)
