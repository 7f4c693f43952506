import type { TemplateMetadata } from '../world/deployment/templates'

/** Renders a template's metadata for a wire sign-in. Absent paths render as an empty string. */
export function renderMetadata(
  metadata: TemplateMetadata | undefined,
  signin: Record<string, unknown>,
): Record<string, unknown> {
  if (metadata === undefined) return {}
  if (typeof metadata === 'function') return metadata(signin)
  return render(metadata, signin) as Record<string, unknown>
}

function render(value: unknown, signin: Record<string, unknown>): unknown {
  if (typeof value === 'string') return value.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_, path) => textAt(signin, path))
  if (Array.isArray(value)) return value.map((entry) => render(entry, signin))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, render(entry, signin)]))
  }
  return value
}

function textAt(root: unknown, path: string): string {
  const found = path.split('.').reduce(ownValue, root)
  return found === undefined || found === null ? '' : String(found)
}

/** An object's own property, never an inherited one. */
function ownValue(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as Record<string, unknown>)[name]
}
