import { seededRandom } from '@wachter/testing/seeded-random'

/** A seeded source of random numbers. */
export interface Draws {
  /** At least 0, below 1. */
  unit(): number
  /** An integer from `from` to `to`, inclusive. */
  between(from: number, to: number): number
}

export function createDraws(seed: number, name = ''): Draws {
  const unit = seededRandom(hash(`${seed} ${name}`))
  return { unit, between: (from, to) => from + Math.floor(unit() * (to - from + 1)) }
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value | 0
}
