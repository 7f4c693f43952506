import type { Channel } from '@wachter/core'
import { playTable } from './table.js'

/** Enough for every answer and message that is under way: each takes a few. */
const turns = 100

/** A task later. A timer would take four milliseconds. */
const nextTurn = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = resolve
    port2.postMessage(undefined)
  })

playTable({
  begin: () => {},
  async settle() {
    for (let turn = 0; turn < turns; turn++) await nextTurn()
  },
  lines() {
    const name = crypto.randomUUID()
    return (_, onMessage): Channel => {
      const channel = new BroadcastChannel(name)
      channel.onmessage = ({ data }) => onMessage(data)
      return { post: (message) => channel.postMessage(message), close: () => channel.close() }
    }
  },
})
