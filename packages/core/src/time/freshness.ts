/**
 * How fresh what we show is. Instants are stamps (see `stamps.ts`): they tell earlier from later across tabs.
 *
 * The server read an answer somewhere between the moment it was asked for and the moment it came. So of two answers only
 * those that do not overlap in time are ordered; and an answer that was asked for before something may have changed says
 * nothing about the time after.
 */
export interface Interval {
  readonly askedAt: number
  readonly heardAt: number
}

export interface Freshness {
  /** The answer that is shown; undefined before the first one. */
  readonly shown: Interval | undefined
  /** The last moment at which something may have changed. Only an answer asked for later tells what is true now. */
  readonly doubtedAt: number
}

/** - `newer`: it may be shown. - `older`: it says nothing new. - `unordered`: it may be the older or the newer one. */
export type Order = 'newer' | 'older' | 'unordered'

export const nothingKnown: Freshness = { shown: undefined, doubtedAt: 0 }

/** Where an answer stands beside what is shown and doubted. ARCHITECTURE.md has this as a table. */
export function orderOf(answer: Interval, freshness: Freshness): Order {
  const { shown, doubtedAt } = freshness
  if (shown && answer.heardAt < shown.askedAt) return 'older'
  const isAfterDoubt = answer.askedAt > doubtedAt
  // It was on its way for long, and may have been read after what is shown.
  if (!isAfterDoubt) return isFresh(freshness) ? 'unordered' : 'older'
  return shown && answer.askedAt <= shown.heardAt ? 'unordered' : 'newer'
}

/** Whether what is shown was asked for after everything that may have changed it. */
export const isFresh = ({ shown, doubtedAt }: Freshness): boolean => shown !== undefined && shown.askedAt > doubtedAt

/** What was asked for up to this moment tells nothing any more. */
export const doubted = (freshness: Freshness, at: number): Freshness => ({
  ...freshness,
  doubtedAt: Math.max(freshness.doubtedAt, at),
})

/** Takes an answer as shown. One that says the same as an overlapping one widens it. */
export const showing = (freshness: Freshness, { askedAt, heardAt }: Interval): Freshness => ({
  ...freshness,
  shown: {
    askedAt: Math.max(askedAt, freshness.shown?.askedAt ?? 0),
    heardAt: Math.max(heardAt, freshness.shown?.heardAt ?? 0),
  },
})

/** The clock was set back: every earlier stamp lies in the future and orders nothing any more. */
export const restarted = ({ shown }: Freshness, at: number): Freshness => ({
  shown: shown && { askedAt: 0, heardAt: at },
  doubtedAt: at,
})
