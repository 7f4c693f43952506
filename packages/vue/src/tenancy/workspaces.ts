import {
  createWorkspace,
  createWorkspaceInvitations,
  createWorkspaceMembers,
  createWorkspaceRoles,
  createWorkspaces,
  type WorkspaceFlow,
  type WorkspaceInvitationsFlow,
  type WorkspaceMembersFlow,
  type WorkspaceRolesFlow,
  type WorkspacesFlow,
} from '@wachter/core/tenancy'
import { hookOf } from '../flows/hook-of.js'
import type { UseFlow } from '../flows/use-flow.js'

/** The workspaces of the active account, and the functions to enter, create and leave them. */
export type UseWorkspaces = UseFlow<WorkspacesFlow>

/**
 * Lists the workspaces of the active account in the active organization, creates one, enters and leaves them.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useWorkspaces } from '@wachter/vue/tenancy'
 *
 * const { step } = useWorkspaces()
 * </script>
 *
 * <template>
 *   <template v-if="step.kind === 'manage'">
 *     <button v-for="{ id, workspace } in step.memberships" :key="id" v-on:click="step.switchTo(workspace.id)">
 *       {{ workspace.name }}
 *     </button>
 *   </template>
 * </template>
 * ```
 */
export const useWorkspaces = /* @__PURE__ */ hookOf(createWorkspaces)

/** The active workspace, and the functions to change it. */
export type UseWorkspace = UseFlow<WorkspaceFlow>

/**
 * Changes, deletes and leaves the active workspace.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useWorkspace } from '@wachter/vue/tenancy'
 *
 * const { step } = useWorkspace()
 * </script>
 *
 * <template>
 *   <button v-if="step.kind === 'manage'" v-on:click="step.leave()">Leave {{ step.workspace.name }}</button>
 * </template>
 * ```
 */
export const useWorkspace = /* @__PURE__ */ hookOf(createWorkspace)

/** The members of the active workspace, and the functions to manage them. */
export type UseWorkspaceMembers = UseFlow<WorkspaceMembersFlow>

/**
 * Lists and searches the members of the active workspace, changes their roles and removes them.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useWorkspaceMembers } from '@wachter/vue/tenancy'
 *
 * const { step } = useWorkspaceMembers()
 * </script>
 *
 * <template>
 *   <ul v-if="step.kind === 'manage'"><li v-for="{ id, user } in step.members" :key="id">{{ user?.email }}</li></ul>
 * </template>
 * ```
 */
export const useWorkspaceMembers = /* @__PURE__ */ hookOf(createWorkspaceMembers)

/** The roles of the active workspace, and the functions to manage them. */
export type UseWorkspaceRoles = UseFlow<WorkspaceRolesFlow>

/**
 * Lists, creates and removes the roles of the active workspace.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useWorkspaceRoles } from '@wachter/vue/tenancy'
 *
 * const { step } = useWorkspaceRoles()
 * </script>
 *
 * <template>
 *   <ul v-if="step.kind === 'manage'"><li v-for="{ id, name } in step.roles" :key="id">{{ name }}</li></ul>
 * </template>
 * ```
 */
export const useWorkspaceRoles = /* @__PURE__ */ hookOf(createWorkspaceRoles)

/** The invitations to the active workspace, and the functions to manage them. */
export type UseWorkspaceInvitations = UseFlow<WorkspaceInvitationsFlow>

/**
 * Invites people to the active workspace, and with it to its organization.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useWorkspaceInvitations } from '@wachter/vue/tenancy'
 *
 * const { step } = useWorkspaceInvitations()
 * </script>
 *
 * <template>
 *   <button v-if="step.kind === 'manage'" v-on:click="step.send({ email: 'grace@example.com' })">Invite Grace</button>
 * </template>
 * ```
 */
export const useWorkspaceInvitations = /* @__PURE__ */ hookOf(createWorkspaceInvitations)
