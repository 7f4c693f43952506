import { flag, id, list, type Output, object, settings, text } from './primitives.js'

/** PROTOCOL.md §4.8. Any settings object may be missing, and any field in it. */
export const deployment = object({
  id,
  mode: text,
  frontend_host: text,
  maintenance_mode: flag,
  auth_settings: settings,
  b2b_settings: settings,
  ui_settings: settings,
  restrictions: settings,
  social_connections: list(object({ id, provider: text, enabled: flag })),
})

export type WireDeployment = Output<typeof deployment>
