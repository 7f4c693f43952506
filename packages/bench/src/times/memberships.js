import { createOrganizations } from '@wachter/core/tenancy'
import { quick } from '../effort.js'
import { createLiveTab } from '../world/live-tab.js'
import { exponentOf, median } from './statistics.js'

/**
 * @typedef {object} Growth
 * @property {string} name
 * @property {number[]} ms for each of the sizes
 * @property {number} exponent of the growth: 0 is constant, 1 is proportional to the size
 *
 * @typedef {(picker: Picker) => Promise<number[]>} Work gives the milliseconds of each try
 * @typedef {Awaited<ReturnType<typeof openPicker>>} Picker
 */

/** How many memberships an account has. */
export const membershipCounts = [100, 1_000, 10_000, 30_000]
const pickers = quick ? 2 : 5

/** Times what a picker of organizations does with few and with many memberships. @returns {Promise<Growth[]>} */
export async function growMemberships() {
  const names = /** @type {(keyof typeof works)[]} */ (Object.keys(works))
  const measured = names.map((name) => ({ name, ms: membershipCounts.map(() => /** @type {number[]} */ ([])) }))
  // In turns, so that other load on the machine affects all membershipCounts alike.
  for (let round = 0; round < pickers; round++) {
    for (const [index, size] of membershipCounts.entries()) {
      const picker = await openPicker(size)
      for (const { name, ms } of measured) ms[index]?.push(...(await works[name](picker)))
      picker.client.stop()
    }
  }
  return measured.map(({ name, ms }) => {
    const medians = ms.map(median)
    return { name: `memberships: ${name}`, ms: medians, exponent: exponentOf(membershipCounts, medians) }
  })
}

/** In this order: the list is loaded, and is not on screen any more in the end. */
const works = {
  /** @type {Work} */
  load: async (picker) => [await timed(picker.show)],
  /** @type {Work} */
  search: ({ search }) => inTurns(['branch 9', 'branch 77', ''], 12, search),
  /** @type {Work} */
  'switch, list on screen': ({ places, enter, whenShown }) =>
    inTurns(places, 4, async (id) => {
      await enter(id)
      await whenShown()
    }),
  /** @type {Work} */
  'switch, list loaded before': async ({ places, enter, hide }) => {
    hide()
    return inTurns(places, 20, enter)
  },
}

/** A tab with a picker of organizations that is not shown yet. @param {number} memberships */
async function openPicker(memberships) {
  const { client, organization } = await createLiveTab({ memberships })
  const { $state } = createOrganizations(client)
  const step = () => {
    const { step: now } = $state.get()
    if (now.kind !== 'manage') throw new Error('The picker has no account')
    return now
  }
  const whenShown = () =>
    /** @type {Promise<void>} */ (
      new Promise((resolve) => {
        const stop = $state.listen(() => check())
        const check = () => {
          if (step().memberships?.length !== memberships) return
          stop()
          resolve()
        }
        check()
      })
    )
  /** @type {() => void} */
  let hide = () => undefined
  return {
    client,
    places: ['Acme', 'Globex'].map(organization),
    show() {
      hide = $state.listen(() => undefined)
      return whenShown()
    },
    hide: () => hide(),
    whenShown,
    search: (/** @type {string} */ text) => step().search(text),
    enter: (/** @type {string} */ id) => client.switchOrganization(id),
  }
}

/** Times work with one input after the other. @template T @param {T[]} inputs @param {number} tries @param {(input: T) => Promise<unknown>} work */
async function inTurns(inputs, tries, work) {
  const ms = []
  for (let turn = 0; turn < tries; turn++) {
    const input = /** @type {T} */ (inputs[turn % inputs.length])
    ms.push(await timed(() => work(input)))
  }
  return ms
}

/** @param {() => Promise<unknown>} work */
async function timed(work) {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}
