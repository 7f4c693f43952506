/** A named JWT template. */
export interface Template {
  name: string
  lifetimeMs: number
  skewMs: number
  /**
   * What becomes the `metadata` claim: a function of the wire sign-in, or an object whose strings may hold
   * `{{user.first_name}}`-like paths into it.
   */
  metadata: TemplateMetadata | undefined
}

export type TemplateMetadata = Record<string, unknown> | ((signin: Record<string, unknown>) => Record<string, unknown>)

/** What minting by template needs of the world. */
export interface TemplateData {
  /** Keyed by name. */
  templates: Map<string, Template>
}
