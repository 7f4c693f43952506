import type { BrokenPath, Fault } from '../world/faults.js'
import type { Person } from '../world/server.js'
import type { LineMode, Setting } from '../world/setting.js'

type OrganizationName = 'Acme' | 'Globex'
type WorkspaceName = 'Engineering' | 'Marketing' | 'Research'

/** What an app's listener listens to. */
export type Heard = 'state' | 'user' | 'signed-in' | 'signed-out' | 'context-changed' | 'session-expiring'

/** What an app's listener does. */
export type Doing =
  /** Throws every time. */
  | 'throw'
  /** The same, in a listener of a store computed from ours. */
  | 'throw-derived'
  /** The same, in a listener of the app's own store that ours sets. */
  | 'throw-set'
  /** Enters an organization, twice at most. */
  | 'change'
  /** Unsubscribes and subscribes itself again, every time. */
  | 'subscribe-again'
  /** Stops the client. */
  | 'stop'

/** What is called on the client of a tab. */
type CallStep =
  | { readonly do: 'token'; readonly tab: number; readonly template?: 'short' | 'billing'; readonly force?: true }
  | { readonly do: 'switch-account'; readonly tab: number; readonly who: Person }
  /** Without a name: leaves. */
  | { readonly do: 'enter-organization'; readonly tab: number; readonly name?: OrganizationName }
  | { readonly do: 'enter-workspace'; readonly tab: number; readonly name: WorkspaceName }
  /** Without a name: everybody. */
  | { readonly do: 'sign-out'; readonly tab: number; readonly who?: Person }
  | { readonly do: 'sign-in'; readonly tab: number; readonly who: Person }
  | { readonly do: 'impersonate'; readonly tab: number; readonly who: Person }
  | { readonly do: 'refetch'; readonly tab: number }
  /** `client.mutate`: changes the profile. */
  | { readonly do: 'rename'; readonly tab: number }
  /** `client.mutate`: gives up a membership. */
  | { readonly do: 'resign'; readonly tab: number; readonly name: OrganizationName }
  /** `createAuthFetch`: calls the app's own API, which refuses the first token or takes it. */
  | { readonly do: 'call-api'; readonly tab: number; readonly method: 'GET' | 'POST'; readonly refused?: true }
  | { readonly do: 'listen'; readonly tab: number; readonly to: Heard; readonly and: Doing }

/** What happens at the server, not through a client of ours. */
type OutsideStep =
  /** From another device. */
  | { readonly do: 'revoke'; readonly who: Person }
  | { readonly do: 'grant'; readonly who: Person; readonly role: 'Admin' | 'Member' }
  | { readonly do: 'expel'; readonly who: Person; readonly name: OrganizationName }
  | { readonly do: 'expire'; readonly who: Person; readonly inMs: number }
  /** On a hosted page in the same browser session. */
  | { readonly do: 'hosted-sign-in'; readonly who: Person }
  | { readonly do: 'hosted-switch'; readonly who: Person }
  | { readonly do: 'hosted-enter'; readonly name?: OrganizationName }
  | { readonly do: 'hosted-sign-out'; readonly who?: Person }

/** What happens to the machine, the network and the tabs. */
type SurroundingStep =
  | { readonly do: 'set-clock'; readonly byMs: number }
  | { readonly do: 'sleep'; readonly ms: number }
  | { readonly do: 'offline' }
  | { readonly do: 'online' }
  | { readonly do: 'fault'; readonly tab: number; readonly fault: Fault }
  /** Every request below a path fails so, until it is mended. */
  | { readonly do: 'break'; readonly path: BrokenPath; readonly fault: Fault }
  | { readonly do: 'mend' }
  /** From now on messages travel so; without a mode, as usual. */
  | { readonly do: 'line'; readonly mode?: LineMode }
  | { readonly do: 'hide' | 'show' | 'freeze' | 'thaw' | 'kill' | 'stop' | 'start'; readonly tab: number }
  /** With a fault: it befalls the first request of the tab. */
  | { readonly do: 'open'; readonly fault?: Fault; readonly firstToken?: true }
  | { readonly do: 'wait'; readonly ms: number }

/** What happens in a run. Nothing waits for what it begins; tabs are counted around. */
export type Step = CallStep | OutsideStep | SurroundingStep

/** A run to be made, and made again. */
export interface Sequence {
  /** Of latencies, delays and all else that is chance. */
  readonly seed: number
  readonly setting: Setting
  readonly steps: readonly Step[]
}
