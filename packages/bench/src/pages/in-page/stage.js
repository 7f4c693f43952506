import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { createEmulator, seedPassword } from '@wachter/emulator'
import { createMemoryStore } from '../../world/surroundings.js'

/**
 * @typedef {import('@wachter/core').Client} Client
 *
 * @typedef {object} Framework
 * @property {(client: Client, count: number, onRender: () => void) => () => void} mount shows the session in many components,
 *   each of which reports each render and shows the name of the organization; returns what removes them
 */

const container = document.createElement('div')
document.body.append(container)

/** @param {(client: Client, count: number, onRender: () => void, into: Element) => () => void} mount */
export function present(mount) {
  /** @param {number} count of components @param {number} turns */
  const play = async (count, turns) => {
    const { client, organizations } = await signedIn()
    let renders = 0
    const unmount = mount(client, count, () => renders++, container)
    await shows(client, count)
    await quiet()
    /** @param {() => Promise<unknown>} work */
    const rendersDuring = async (work) => {
      const before = renders
      await work()
      await quiet()
      return renders - before
    }
    const mounted = renders
    const unchanged = await rendersDuring(() => client.refetch())
    await client.switchOrganization(organizations[0] ?? '')
    await quiet()
    const switched = await rendersDuring(() => client.switchOrganization(organizations[1] ?? ''))
    /** @type {number[]} */
    const ms = []
    // Our own loop: what is timed ends when the page shows it, with a pause before the next.
    for (let turn = 0; turn < turns; turn++) {
      const startedAt = performance.now()
      await client.switchOrganization(organizations[turn % 2] ?? '')
      await shows(client, count)
      ms.push(performance.now() - startedAt)
      await quiet()
    }
    unmount()
    client.stop()
    return { mounted, unchanged, switched, ms }
  }
  Object.assign(window, { play })
}

async function signedIn() {
  const emulator = createEmulator()
  const client = createClient({
    publishableKey: emulator.publishableKey,
    fetch: emulator.fetch,
    revalidateIntervalMs: 0,
    storage: createMemoryStore(),
    cookies: createMemoryStore(),
    openChannel: () => undefined,
  })
  await signInWithPassword(client, { email: 'ada@example.com', password: seedPassword })
  return { client, organizations: ['Acme', 'Globex'].map((name) => emulator.world.organization(name).id) }
}

/** Waits until the last component shows the organization. @param {Client} client @param {number} count */
async function shows(client, count) {
  const name = client.$activeOrganization.get()?.name ?? 'none'
  const last = () => container.querySelectorAll('p')[count - 1]?.textContent
  while (last() !== name) await nextTask()
}

/** Waits until what follows from a change is over. */
async function quiet() {
  for (let task = 0; task < 20; task++) await nextTask()
}

/** A timer would take four milliseconds. */
const nextTask = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = resolve
    port2.postMessage(undefined)
  })
