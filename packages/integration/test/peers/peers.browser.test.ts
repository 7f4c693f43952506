import type { Channel } from '@wachter/core'
import { playTable } from './table.js'

/** Enough for every answer that is under way, and for every message that follows from one: each takes a few. */
const turns = 50
const rounds = 4

/** A task later. A timer would take four milliseconds. */
const nextTurn = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = resolve
    port2.postMessage(undefined)
  })

/** As long as a message between tabs takes. */
const overTheAir = () =>
  new Promise<void>((resolve) => {
    const [from, to] = [new BroadcastChannel('air'), new BroadcastChannel('air')]
    to.onmessage = () => {
      from.close()
      to.close()
      resolve()
    }
    from.postMessage(undefined)
  })

playTable({
  begin: () => {},
  async settle() {
    for (let round = 0; round < rounds; round++) {
      await overTheAir()
      for (let turn = 0; turn < turns; turn++) await nextTurn()
    }
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
