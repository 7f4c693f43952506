import type { WorldData } from './data'

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

export function addWorkspace(data: WorldData, workspace: NewWorkspace): Workspace {
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
