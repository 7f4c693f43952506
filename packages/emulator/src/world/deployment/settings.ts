export type Settings = Record<string, unknown>

// They lead from a setting to what every object shares.
const forbidden = new Set(['__proto__', 'constructor', 'prototype'])

// Redirects and a theme may be added.
const open = 'ui_settings.'

/**
 * Changes settings in place, however deep. Lists are replaced as a whole.
 *
 * @param model settings of the same shape, with a value of the right type in each place
 * @throws {TypeError} for a setting there is not, and for a value of another type; then nothing has changed
 */
export function mergeSettings(settings: Settings, overrides: Settings, model: Settings): void {
  refuseUnfit(overrides, model, '')
  merge(settings, overrides, model)
}

function isSettings(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function merge(settings: Settings, overrides: Settings, model: Settings): void {
  for (const [name, value] of Object.entries(overrides)) {
    const present = ownOf(settings, name)
    const shape = ownOf(model, name)
    if (!isSettings(value)) {
      if (value !== undefined) settings[name] = structuredClone(value)
    } else {
      // What was turned off comes back with its defaults.
      const base = isSettings(present) ? present : structuredClone(isSettings(shape) ? shape : {})
      merge(base, value, isSettings(shape) ? shape : {})
      settings[name] = base
    }
  }
}

/** Without a model any name goes but those that lead out of the settings. */
function refuseUnfit(overrides: Settings, model: Settings | undefined, path: string): void {
  for (const [name, value] of Object.entries(overrides)) {
    if (forbidden.has(name)) throw new TypeError(`"${name}" is no setting`)
    if (model && Object.hasOwn(model, name)) {
      if (value !== undefined) refuseValue(value, model[name], path + name)
    } else if (model && path !== open) {
      // A misspelt setting must not pass as one that does nothing.
      throw new TypeError(`The deployment has no setting "${path}${name}"`)
    } else if (isSettings(value)) refuseUnfit(value, undefined, `${path}${name}.`)
  }
}

function refuseValue(value: unknown, model: unknown, path: string): void {
  if (isSettings(model) && isSettings(value)) {
    refuseUnfit(value, model, `${path}.`)
  } else if (isSettings(model) ? !nullable.has(path) || value !== null : !isLike(value, model)) {
    throw new TypeError(`The deployment's setting "${path}" is of another type`)
  }
  // An address that cannot be read would break the page that leads there.
  if (path.endsWith('_url') && !URL.canParse(String(value), 'http://localhost')) {
    throw new TypeError(`The deployment's setting "${path}" is not an address`)
  }
}

// Deployments without these say so with null.
const nullable = new Set(['auth_settings.magic_link', 'auth_settings.passkey'])

function isLike(value: unknown, model: unknown): boolean {
  if (Array.isArray(model)) return isList(value, isSettings(model[0]) ? isConnection : isText)
  if (model === null) return value === null || isText(value) || isList(value, isText)
  return typeof value === typeof model && (typeof value !== 'number' || Number.isFinite(value))
}

function isList(value: unknown, isEntry: (entry: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isEntry)
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function isConnection(value: unknown): boolean {
  return isSettings(value) && isText(value.provider) && typeof value.enabled === 'boolean'
}

function ownOf(settings: Settings, name: string): unknown {
  return Object.hasOwn(settings, name) ? settings[name] : undefined
}
