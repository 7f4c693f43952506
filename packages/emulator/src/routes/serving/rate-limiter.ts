import type { Clock } from '../../clock'

interface RateLimitVerdict {
  allowed: boolean
  /** Headers of a refusal. */
  headers: Record<string, string>
}

export interface RateLimiter {
  /** Counts one request against each given limit of the current wall-clock minute. */
  hit(budgets: { key: string; limit: number }[]): RateLimitVerdict
  reset(): void
}

export const rateLimits = {
  path: 20,
  tokenByAddress: 10,
  tokenByServer: 2_000,
  tokenBySession: 30,
}

const minuteMs = 60_000

export function createRateLimiter(clock: Clock): RateLimiter {
  let minute = 0
  let counts = new Map<string, number>()

  return {
    hit(budgets) {
      const now = clock.now()
      turnTo(Math.floor(now / minuteMs))
      const spent = budgets.find(({ key, limit }) => count(key) > limit)
      const secondsLeft = Math.ceil((minuteMs - (now % minuteMs)) / 1_000)
      return { allowed: !spent, headers: spent ? headersFor(spent.limit, secondsLeft) : {} }
    },
    reset() {
      counts = new Map()
    },
  }

  function turnTo(current: number) {
    if (current === minute) return
    minute = current
    counts = new Map()
  }

  function count(key: string): number {
    const next = (counts.get(key) ?? 0) + 1
    counts.set(key, next)
    return next
  }
}

function headersFor(limit: number, secondsLeft: number): Record<string, string> {
  return {
    'Retry-After': String(secondsLeft),
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': '0',
    'X-RateLimit-Reset': String(secondsLeft),
  }
}
