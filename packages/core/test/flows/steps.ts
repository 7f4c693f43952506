import { expect } from 'vitest'
import type { FlowState } from '../../src/flows/index.js'
import type { setUp } from '../set-up.js'

type World = ReturnType<typeof setUp>['world']

/** The step a flow is at, when it is of this kind. */
export function at<Step extends { readonly kind: string }, Kind extends Step['kind']>(
  { step }: FlowState<Step>,
  kind: Kind,
): Extract<Step, { readonly kind: Kind }> {
  expect(step.kind).toBe(kind)
  return step as Extract<Step, { readonly kind: Kind }>
}

/** Every code that was sent, the oldest first. */
export const codesIn = (world: World): readonly string[] =>
  world.outbox().flatMap((message) => (message.kind === 'code' ? [message.code] : []))

/** Everything an answer or a store holds, as text to look for secrets in. Errors hide their fields otherwise. */
export function asText(value: unknown): string {
  const seen = new Set<unknown>()
  const read = (item: unknown): unknown => {
    if (typeof item !== 'object' || item === null) return typeof item === 'function' ? undefined : item
    if (seen.has(item)) return undefined
    seen.add(item)
    const names = item instanceof Error ? Object.getOwnPropertyNames(item) : Object.keys(item)
    return names.map((name) => [name, read((item as Record<string, unknown>)[name])])
  }
  return JSON.stringify(read(value))
}
