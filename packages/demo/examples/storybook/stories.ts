import type { TestClientOptions } from '@wachter/emulator/testing'
import { Greeting } from './greeting'

export default { component: Greeting }

const session = (wachter: TestClientOptions) => ({ parameters: { wachter } })

export const SignedOut = session({})
export const AdaAtAcme = session({ as: 'ada', organization: 'Acme' })
export const Outage = session({ state: 'unavailable' })
