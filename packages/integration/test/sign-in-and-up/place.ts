import type { Redemption, SignInFlow, SignUpFlow } from '@wachter/core/flows'
import type { Emulator, OutboxMessage, World } from '@wachter/emulator'
import { expect } from 'vitest'
import { httpTransport, type Transport, transports } from '../transports.js'
import { type Browser, openBrowser, type Tab } from './browser.js'

/** A deployment, and as many browsers before it as a test opens. */
export interface Place {
  readonly emulator: Emulator
  readonly world: World
  openBrowser(): Browser
  close(): Promise<void> | void
}

/** The session in the address, over real HTTP; in a cookie; and from a server that is as untidy as it can be. */
export const ways: readonly Transport[] = [
  httpTransport,
  ...transports.filter(({ name }) => name.endsWith('of another origin') || name.includes('untidy')),
]

export async function reach(transport: Transport): Promise<Place> {
  const { emulator, fetchOfBrowser, close } = await transport.connect()
  const newBrowser = () => {
    const fetch = fetchOfBrowser()
    return openBrowser(emulator, fetch ? { fetch } : {})
  }
  return { emulator, world: emulator.world, openBrowser: newBrowser, close }
}

type AnyFlow = SignInFlow | SignUpFlow
export type StepOf<F extends AnyFlow> = F extends AnyFlow ? ReturnType<F['$state']['get']>['step'] : never
export type Kind<F extends AnyFlow> = StepOf<F>['kind']

/** The step of a tab, which must be of this kind. */
export function at<F extends AnyFlow, K extends Kind<F>>(
  tab: Tab<F>,
  kind: K,
): Extract<StepOf<F>, { readonly kind: K }> {
  const step = tab.step()
  expect(step.kind).toBe(kind)
  return step as Extract<StepOf<F>, { readonly kind: K }>
}

/** What a step says, without what can be done there. */
export const said = (step: object): unknown => JSON.parse(JSON.stringify(step))

export const lastCode = ({ world }: Place): string => codeIn(world.outbox().at(-1))

export function codeIn(message: OutboxMessage | undefined): string {
  if (message?.kind !== 'code') throw new Error('No code was sent')
  return message.code
}

export function lastLink({ world }: Place): string {
  const message = world.outbox().at(-1)
  if (message?.kind !== 'link') throw new Error('No link was sent')
  return message.link
}

export function redemptionOf(link: string): Redemption {
  const { searchParams } = new URL(link)
  return { token: searchParams.get('token') ?? '', attempt: searchParams.get('attempt') ?? '' }
}

/** How much was sent to people. */
export const sentCount = ({ world }: Place): number => world.outbox().length
