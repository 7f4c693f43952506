/** A named JWT template. */
export interface Template {
  name: string
  lifetimeMs: number
  skewMs: number
  /**
   * The source of the `metadata` claim: a function of the wire sign-in, or an object whose strings may contain
   * paths into it such as `{{user.first_name}}`.
   */
  metadata: TemplateMetadata | undefined
}

export type TemplateMetadata = Record<string, unknown> | ((signin: Record<string, unknown>) => Record<string, unknown>)

/** The parts of the world that templates use. */
export interface TemplateData {
  /** Keyed by name. */
  templates: Map<string, Template>
}
