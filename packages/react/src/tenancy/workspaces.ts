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
 * ```tsx
 * import { useWorkspaces } from '@wachter/react/tenancy'
 *
 * function Workspaces() {
 *   const { step } = useWorkspaces()
 *   if (step.kind !== 'manage') return null
 *   return step.memberships?.map(({ id, workspace }) => (
 *     <button key={id} onClick={() => step.switchTo(workspace.id)}>{workspace.name}</button>
 *   ))
 * }
 * ```
 */
export const useWorkspaces = /* @__PURE__ */ hookOf(createWorkspaces)

/** The active workspace, and the functions to change it. */
export type UseWorkspace = UseFlow<WorkspaceFlow>

/**
 * Changes, deletes and leaves the active workspace.
 *
 * @example
 * ```tsx
 * import { useWorkspace } from '@wachter/react/tenancy'
 *
 * function Workspace() {
 *   const { step } = useWorkspace()
 *   if (step.kind !== 'manage') return null
 *   return <button onClick={() => step.leave()}>Leave {step.workspace.name}</button>
 * }
 * ```
 */
export const useWorkspace = /* @__PURE__ */ hookOf(createWorkspace)

/** The members of the active workspace, and the functions to manage them. */
export type UseWorkspaceMembers = UseFlow<WorkspaceMembersFlow>

/**
 * Lists and searches the members of the active workspace, changes their roles and removes them.
 *
 * @example
 * ```tsx
 * import { useWorkspaceMembers } from '@wachter/react/tenancy'
 *
 * function WorkspaceMembers() {
 *   const { step } = useWorkspaceMembers()
 *   if (step.kind !== 'manage') return null
 *   return <ul>{step.members?.map(({ id, user }) => <li key={id}>{user?.email}</li>)}</ul>
 * }
 * ```
 */
export const useWorkspaceMembers = /* @__PURE__ */ hookOf(createWorkspaceMembers)

/** The roles of the active workspace, and the functions to manage them. */
export type UseWorkspaceRoles = UseFlow<WorkspaceRolesFlow>

/**
 * Lists, creates and removes the roles of the active workspace.
 *
 * @example
 * ```tsx
 * import { useWorkspaceRoles } from '@wachter/react/tenancy'
 *
 * function WorkspaceRoles() {
 *   const { step } = useWorkspaceRoles()
 *   if (step.kind !== 'manage') return null
 *   return <ul>{step.roles?.map(({ id, name }) => <li key={id}>{name}</li>)}</ul>
 * }
 * ```
 */
export const useWorkspaceRoles = /* @__PURE__ */ hookOf(createWorkspaceRoles)

/** The invitations to the active workspace, and the functions to manage them. */
export type UseWorkspaceInvitations = UseFlow<WorkspaceInvitationsFlow>

/**
 * Invites people to the active workspace, and with it to its organization.
 *
 * @example
 * ```tsx
 * import { useWorkspaceInvitations } from '@wachter/react/tenancy'
 *
 * function WorkspaceInvitations() {
 *   const { step } = useWorkspaceInvitations()
 *   if (step.kind !== 'manage') return null
 *   return <button onClick={() => step.send({ email: 'grace@example.com' })}>Invite Grace</button>
 * }
 * ```
 */
export const useWorkspaceInvitations = /* @__PURE__ */ hookOf(createWorkspaceInvitations)
