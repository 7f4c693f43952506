type Kind = 'null' | 'list' | 'object' | 'string' | 'number' | 'boolean'

/** What hand-written answers allow an object at one path to hold. */
interface ObjectShape {
  /** How many objects there were at this path. */
  seen: number
  readonly fields: Map<string, { seen: number; readonly kinds: Set<Kind> }>
}

/** By path; the items of a list share one, `signins[].user`. */
export type Shape = ReadonlyMap<string, ObjectShape>

/** Its content belongs to the app. */
const free = /metadata$|^theme_tokens$/

/** The shape that all of these have in common: a field that one of them lacks is optional. */
export function shapeOf(...examples: readonly unknown[]): Shape {
  const shape = new Map<string, ObjectShape>()
  for (const example of examples) {
    visitObjects(example, '', (path, object) => {
      const known = shape.get(path) ?? { seen: 0, fields: new Map() }
      shape.set(path, known)
      known.seen += 1
      for (const [key, value] of Object.entries(object)) {
        const field = known.fields.get(key) ?? { seen: 0, kinds: new Set() }
        known.fields.set(key, field)
        field.seen += 1
        field.kinds.add(kindOf(value))
      }
    })
  }
  return shape
}

/** Where a value does not have the shape: a field that is missing, unheard of or of another kind. */
export function deviations(value: unknown, shape: Shape): string[] {
  const found = new Set<string>()
  visitObjects(value, '', (path, object) => {
    const known = shape.get(path)
    if (!known) return void found.add(`${path} is unheard of`)
    for (const [key, entry] of Object.entries(object)) {
      const field = known.fields.get(key)
      if (!field) found.add(`${path}.${key} is unheard of`)
      else if (!field.kinds.has(kindOf(entry))) found.add(`${path}.${key} is ${kindOf(entry)}`)
    }
    for (const [key, field] of known.fields) {
      if (field.seen === known.seen && !Object.hasOwn(object, key)) found.add(`${path}.${key} is missing`)
    }
  })
  return [...found]
}

function visitObjects(value: unknown, path: string, visit: (path: string, object: object) => void): void {
  if (Array.isArray(value)) for (const item of value) visitObjects(item, `${path}[]`, visit)
  else if (typeof value === 'object' && value !== null) {
    visit(path, value)
    for (const [key, entry] of Object.entries(value)) {
      if (!free.test(key)) visitObjects(entry, path ? `${path}.${key}` : key, visit)
    }
  }
}

function kindOf(value: unknown): Kind {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'list' : (typeof value as Kind)
}
