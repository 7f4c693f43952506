import type { FaultRule } from '../faults'

const fields: Record<Exclude<keyof FaultRule, 'body' | 'rewrite'>, 'string' | 'number' | 'boolean' | 'object'> = {
  method: 'string',
  path: 'string',
  skip: 'number',
  times: 'number',
  once: 'boolean',
  latencyMs: 'number',
  requestLatencyMs: 'number',
  hold: 'boolean',
  drop: 'boolean',
  dropResponse: 'boolean',
  status: 'number',
  code: 'string',
  message: 'string',
  headers: 'object',
  cors: 'boolean',
}

/** A fault as it arrives in a control request. A misspelt one must not pass as a fault that does nothing. */
export function readFaultRule(json: unknown): FaultRule {
  if (typeof json !== 'object' || json === null) throw new TypeError('A fault is an object')
  for (const [name, value] of Object.entries(json)) {
    if (name === 'body') continue
    const expected = Object.hasOwn(fields, name) ? fields[name as keyof typeof fields] : undefined
    if (!expected) throw new TypeError(`A fault has no "${name}"`)
    if (typeof value !== expected) throw new TypeError(`"${name}" of a fault must be a ${expected}`)
  }
  return json as FaultRule
}
