import { setUp } from '../../set-up.js'

/** A tab with a sign-in that ends after the given time, and what it tells of that. */
export async function setUpEnd(
  lifetimeMs: number,
  skewMs = 0,
  extras: Parameters<ReturnType<typeof setUp>['open']>[0] = {},
) {
  const stage = setUp({ lifetimes: { signInMs: lifetimeMs }, clock: { now: () => Date.now() + skewMs } })
  const opened = await stage.openAs(['ada'], extras)
  const told: string[] = []
  opened.client.on('signed-out', ({ reason }) => told.push(reason))
  opened.client.on('session-expiring', () => told.push('expiring'))
  return { ...stage, ...opened, told }
}
