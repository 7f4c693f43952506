import type { RowSource } from '../ids'

export interface Workspace {
  id: string
  createdAtMs: number
  updatedAtMs: number
  organizationId: string
  name: string
  description: string
  imageUrl: string
  enforceMfa: boolean
  enableIpRestriction: boolean
  whitelistedIps: string[]
  publicMetadata: Record<string, unknown> | null
}

export type NewWorkspace = Pick<Workspace, 'name' | 'organizationId'> & Partial<Workspace>

/** The parts of the world that workspaces use. */
export interface WorkspaceData extends RowSource {
  workspaces: Map<string, Workspace>
}

export function addWorkspace(data: WorkspaceData, workspace: NewWorkspace): Workspace {
  const now = data.clock.now()
  const row: Workspace = {
    id: data.ids.next(),
    createdAtMs: now,
    updatedAtMs: now,
    description: '',
    imageUrl: '',
    enforceMfa: false,
    enableIpRestriction: false,
    whitelistedIps: [],
    publicMetadata: {},
    ...workspace,
  }
  data.workspaces.set(row.id, row)
  return row
}
