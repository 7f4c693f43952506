/** A seeded source of random numbers. */
export interface Draws {
  /** At least 0, below 1. */
  unit(): number
  /** An integer from `from` to `to`, inclusive. */
  between(from: number, to: number): number
}

export function createDraws(seed: number, name = ''): Draws {
  let state = hash(`${seed} ${name}`)
  // mulberry32
  const unit = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return { unit, between: (from, to) => from + Math.floor(unit() * (to - from + 1)) }
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value | 0
}
