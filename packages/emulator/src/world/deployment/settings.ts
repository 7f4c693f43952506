export type Settings = Record<string, unknown>

// These names reach an object's prototype.
const forbidden = new Set(['__proto__', 'constructor', 'prototype'])

// Overrides may add keys to redirects and to the theme.
const open = 'ui_settings.'

/**
 * Changes settings in place, at any depth. Lists are replaced as a whole.
 *
 * @param model settings of the same shape, with a value of the right type for each
 * @throws {TypeError} for an unknown setting or a value of the wrong type; then nothing has changed
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
      // A setting that was null starts again from its defaults.
      const base = isSettings(present) ? present : structuredClone(isSettings(shape) ? shape : {})
      merge(base, value, isSettings(shape) ? shape : {})
      settings[name] = base
    }
  }
}

/** Without a model, allows every name but those that reach a prototype. */
function refuseUnfit(overrides: Settings, model: Settings | undefined, path: string): void {
  for (const [name, value] of Object.entries(overrides)) {
    if (forbidden.has(name)) throw new TypeError(`"${name}" is no setting`)
    if (model && Object.hasOwn(model, name)) {
      if (value !== undefined) refuseValue(value, model[name], path + name)
    } else if (model && path !== open) {
      // A misspelt setting would have no effect, so it throws.
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
  // An invalid URL would break the page that links to it.
  if (path.endsWith('_url') && !URL.canParse(String(value), 'http://localhost')) {
    throw new TypeError(`The deployment's setting "${path}" is not an address`)
  }
}

// A deployment without these has null instead.
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
