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
 * ```svelte
 * <script lang="ts">
 * import { useWorkspaces } from '@wachter/svelte/tenancy'
 *
 * const workspaces = useWorkspaces()
 * const step = $derived(workspaces.step)
 * </script>
 *
 * {#if step.kind === 'manage'}
 *   {#each step.memberships ?? [] as { id, workspace } (id)}
 *     <button onclick={() => step.switchTo(workspace.id)}>{workspace.name}</button>
 *   {/each}
 * {/if}
 * ```
 */
export const useWorkspaces = /* @__PURE__ */ hookOf(createWorkspaces)

/** The active workspace, and the functions to change it. */
export type UseWorkspace = UseFlow<WorkspaceFlow>

/**
 * Changes, deletes and leaves the active workspace.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useWorkspace } from '@wachter/svelte/tenancy'
 *
 * const workspace = useWorkspace()
 * const step = $derived(workspace.step)
 * </script>
 *
 * {#if step.kind === 'manage'}
 *   <button onclick={() => step.leave()}>Leave {step.workspace.name}</button>
 * {/if}
 * ```
 */
export const useWorkspace = /* @__PURE__ */ hookOf(createWorkspace)

/** The members of the active workspace, and the functions to manage them. */
export type UseWorkspaceMembers = UseFlow<WorkspaceMembersFlow>

/**
 * Lists and searches the members of the active workspace, changes their roles and removes them.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useWorkspaceMembers } from '@wachter/svelte/tenancy'
 *
 * const workspaceMembers = useWorkspaceMembers()
 * const step = $derived(workspaceMembers.step)
 * </script>
 *
 * {#if step.kind === 'manage'}
 *   {#each step.members ?? [] as { id, user } (id)}<p>{user?.email}</p>{/each}
 * {/if}
 * ```
 */
export const useWorkspaceMembers = /* @__PURE__ */ hookOf(createWorkspaceMembers)

/** The roles of the active workspace, and the functions to manage them. */
export type UseWorkspaceRoles = UseFlow<WorkspaceRolesFlow>

/**
 * Lists, creates and removes the roles of the active workspace.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useWorkspaceRoles } from '@wachter/svelte/tenancy'
 *
 * const workspaceRoles = useWorkspaceRoles()
 * const step = $derived(workspaceRoles.step)
 * </script>
 *
 * {#if step.kind === 'manage'}
 *   {#each step.roles ?? [] as { id, name } (id)}<p>{name}</p>{/each}
 * {/if}
 * ```
 */
export const useWorkspaceRoles = /* @__PURE__ */ hookOf(createWorkspaceRoles)

/** The invitations to the active workspace, and the functions to manage them. */
export type UseWorkspaceInvitations = UseFlow<WorkspaceInvitationsFlow>

/**
 * Invites people to the active workspace, and with it to its organization.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useWorkspaceInvitations } from '@wachter/svelte/tenancy'
 *
 * const workspaceInvitations = useWorkspaceInvitations()
 * const step = $derived(workspaceInvitations.step)
 * </script>
 *
 * {#if step.kind === 'manage'}
 *   <button onclick={() => step.send({ email: 'grace@example.com' })}>Invite Grace</button>
 * {/if}
 * ```
 */
export const useWorkspaceInvitations = /* @__PURE__ */ hookOf(createWorkspaceInvitations)
