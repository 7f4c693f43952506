import type { Sequence } from '../steps/steps.js'
import type { Setting } from '../world/setting.js'
import { play } from './play.js'

/** The first promise that a history breaks; undefined when it breaks none. */
export async function firstBreach(sequence: Sequence): Promise<{ kind: string; what: string } | undefined> {
  try {
    const [first] = (await play(sequence)).violations
    return first && { kind: first.invariant, what: first.what }
  } catch (error) {
    return { kind: String(error), what: '' }
  }
}

/** Removes every step of a history without which it still breaks the same promise first. */
export async function shorten(sequence: Sequence, kind: string, atMostMs: number): Promise<Sequence> {
  const endMs = Date.now() + atMostMs
  let best = sequence
  for (let isShorter = true; isShorter; ) {
    isShorter = false
    for (const candidate of candidatesOf(best)) {
      if (Date.now() > endMs) return best
      if ((await firstBreach(candidate))?.kind !== kind) continue
      best = candidate
      isShorter = true
      break
    }
  }
  return best
}

function* candidatesOf({ seed, setting, steps }: Sequence): Generator<Sequence> {
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size > 1 ? Math.ceil(size / 2) : 0) {
    for (let from = 0; from < steps.length; from += size) {
      yield { seed, setting, steps: [...steps.slice(0, from), ...steps.slice(from + size)] }
    }
  }
  for (const field of Object.keys(setting)) {
    if (field === 'tabs') continue
    const { [field as keyof Setting]: _left, ...rest } = setting
    yield { seed, setting: { ...rest, tabs: setting.tabs }, steps }
  }
  if (setting.tabs > 1) yield { seed, setting: { ...setting, tabs: setting.tabs - 1 }, steps }
}
