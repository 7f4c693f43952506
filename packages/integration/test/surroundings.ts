import type { Ports } from '@wachter/core'
import { fakePage } from '@wachter/testing/fake-page'
import { memoryStore } from '@wachter/testing/stores'

/** A browser tab in which nothing was ever stored and no other tab is open. */
export const freshBrowser = (): Omit<Ports, 'clock'> => ({
  storage: memoryStore(),
  cookies: memoryStore(),
  page: fakePage(),
  openChannel: () => undefined,
})
