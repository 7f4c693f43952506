/**
 * How fresh the shown answer is. Instants are stamps (see `stamps.ts`), which order events across tabs.
 *
 * The server read an answer at some moment between the request and the response. So two answers are ordered only if they do
 * not overlap in time; and an answer requested before a possible change says nothing about the time after it.
 */
export interface Interval {
  readonly askedAt: number
  readonly heardAt: number
}

export interface Freshness {
  /** The answer that is shown; undefined before the first one. */
  readonly shown: Interval | undefined
  /** The last moment at which something may have changed. Only an answer requested later is known to be current. */
  readonly doubtedAt: number
}

/** - `newer`: show it. - `older`: drop it. - `unordered`: it may be older or newer than what is shown. */
export type Order = 'newer' | 'older' | 'unordered'

export const nothingKnown: Freshness = { shown: undefined, doubtedAt: 0 }

/** Orders an answer against what is shown and the last doubt. ARCHITECTURE.md has this as a table. */
export function orderOf(answer: Interval, freshness: Freshness): Order {
  const { shown, doubtedAt } = freshness
  if (shown && answer.heardAt < shown.askedAt) return 'older'
  const isAfterDoubt = answer.askedAt > doubtedAt
  // The request took long, so the server may have read this answer after the shown one.
  if (!isAfterDoubt) return isFresh(freshness) ? 'unordered' : 'older'
  return shown && answer.askedAt <= shown.heardAt ? 'unordered' : 'newer'
}

/** Whether the shown answer was requested after the last possible change. */
export const isFresh = ({ shown, doubtedAt }: Freshness): boolean => shown !== undefined && shown.askedAt > doubtedAt

/** Something may have changed: answers requested up to this moment no longer count. */
export const doubted = (freshness: Freshness, at: number): Freshness => ({
  ...freshness,
  doubtedAt: Math.max(freshness.doubtedAt, at),
})

/** Records the answer that is shown. An equal, overlapping one extends the interval. */
export const showing = (freshness: Freshness, { askedAt, heardAt }: Interval): Freshness => ({
  ...freshness,
  shown: {
    askedAt: Math.max(askedAt, freshness.shown?.askedAt ?? 0),
    heardAt: Math.max(heardAt, freshness.shown?.heardAt ?? 0),
  },
})

/** The clock was set back: every earlier stamp is in the future, so it orders nothing any more. */
export const restarted = ({ shown }: Freshness, at: number): Freshness => ({
  shown: shown && { askedAt: 0, heardAt: at },
  doubtedAt: at,
})
