import type { FaultRule } from '../../faults/faults'
import { flag, type Kind, text, textsByName } from '../../reading/kinds'

// The longest delay of `setTimeout`.
const longestMs = 2 ** 31 - 1

const count = upTo(Number.MAX_SAFE_INTEGER)
const duration = upTo(longestMs)

const fields = new Map<string, Kind<unknown>>(
  Object.entries({
    method: text,
    path: text,
    skip: count,
    times: count,
    once: flag,
    latencyMs: duration,
    requestLatencyMs: duration,
    hold: flag,
    drop: flag,
    dropResponse: flag,
    status: count,
    code: text,
    message: text,
    body: (value: unknown) => value,
    headers: textsByName,
    cors: flag,
  } satisfies Record<Exclude<keyof FaultRule, 'rewrite'>, Kind<unknown>>),
)

/** Reads a fault from a control request. Throws for unknown names, because a misspelt one would do nothing. */
export function readFaultRule(json: Record<string, unknown>): FaultRule {
  for (const [name, value] of Object.entries(json)) {
    const kind = fields.get(name)
    if (!kind) throw new TypeError(`A fault has no "${name}"`)
    kind(value, name)
  }
  return json
}

function upTo(highest: number): Kind<number> {
  return (value, name) => {
    if (typeof value === 'number' && value >= 0 && value <= highest) return value
    throw new TypeError(`"${name}" must be a number from 0 to ${highest}`)
  }
}
