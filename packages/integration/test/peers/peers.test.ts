import type { OpenChannel } from '@wachter/core'
import { freezeTime, pass } from '@wachter/testing/frozen-time'
import { playTable } from './table.js'

playTable({ begin: freezeTime, settle: () => pass(1), lines: createHub })

/** A line between tabs. */
function createHub(): OpenChannel {
  const lines = new Set<(message: unknown) => void>()
  return (_name, onMessage) => {
    lines.add(onMessage)
    return {
      post(message: unknown) {
        const copy = structuredClone(message)
        for (const line of lines) if (line !== onMessage) queueMicrotask(() => line(copy))
      },
      close: () => void lines.delete(onMessage),
    }
  }
}
