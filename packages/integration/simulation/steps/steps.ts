import type { BrokenPath, Fault } from '../world/faults.js'
import type { Person } from '../world/server.js'
import type { LineMode, Setting } from '../world/setting.js'

type OrganizationName = 'Acme' | 'Globex'
type WorkspaceName = 'Engineering' | 'Marketing' | 'Research'

/** The atom or event that an app's listener is on. */
export type Heard = 'state' | 'user' | 'signed-in' | 'signed-out' | 'context-changed' | 'session-expiring'

/** The action of an app's listener. */
export type Doing =
  /** Throws every time. */
  | 'throw'
  /** Throws in a listener of a store computed from ours. */
  | 'throw-derived'
  /** Throws in a listener of the app's own store that a listener of ours sets. */
  | 'throw-set'
  /** Enters an organization, at most twice. */
  | 'change'
  /** Unsubscribes and subscribes itself again, every time. */
  | 'subscribe-again'
  /** Stops the client. */
  | 'stop'

/** Calls on a tab's client. */
type CallStep =
  | { readonly do: 'token'; readonly tab: number; readonly template?: 'short' | 'billing'; readonly force?: true }
  | { readonly do: 'switch-account'; readonly tab: number; readonly who: Person }
  /** Without a name: leaves the organization. */
  | { readonly do: 'enter-organization'; readonly tab: number; readonly name?: OrganizationName }
  | { readonly do: 'enter-workspace'; readonly tab: number; readonly name: WorkspaceName }
  /** Without a name: all accounts. */
  | { readonly do: 'sign-out'; readonly tab: number; readonly who?: Person }
  | { readonly do: 'sign-in'; readonly tab: number; readonly who: Person }
  | { readonly do: 'impersonate'; readonly tab: number; readonly who: Person }
  | { readonly do: 'refetch'; readonly tab: number }
  /** `client.mutate`: changes the profile. */
  | { readonly do: 'rename'; readonly tab: number }
  /** `client.mutate`: gives up a membership. */
  | { readonly do: 'resign'; readonly tab: number; readonly name: OrganizationName }
  /** `createOrganizations`: creates an organization and enters it. */
  | { readonly do: 'create-organization'; readonly tab: number }
  /** `createOrganizations`: gives up a membership. Without a name: of the active organization. */
  | { readonly do: 'leave'; readonly tab: number; readonly name?: OrganizationName }
  /** `createInvitation`: accepts an invitation that the server has just sent. */
  | { readonly do: 'accept-invitation'; readonly tab: number; readonly who: Person; readonly name: OrganizationName }
  /** `createAuthFetch`: calls the app's own API, which refuses the first token or takes it. */
  | { readonly do: 'call-api'; readonly tab: number; readonly method: 'GET' | 'POST'; readonly refused?: true }
  | { readonly do: 'listen'; readonly tab: number; readonly to: Heard; readonly and: Doing }

/** Changes at the server that no client of ours makes. */
type OutsideStep =
  /** From another device. */
  | { readonly do: 'revoke'; readonly who: Person }
  /** Without a name: in Acme. */
  | {
      readonly do: 'grant'
      readonly who: Person
      readonly role: 'Admin' | 'Member'
      readonly name?: OrganizationName
    }
  /** Sends a notification to a user or an organization. */
  | { readonly do: 'notify'; readonly to: Person | OrganizationName }
  | { readonly do: 'expel'; readonly who: Person; readonly name: OrganizationName }
  | { readonly do: 'expire'; readonly who: Person; readonly inMs: number }
  /** On a hosted page in the same browser session. */
  | { readonly do: 'hosted-sign-in'; readonly who: Person }
  | { readonly do: 'hosted-switch'; readonly who: Person }
  | { readonly do: 'hosted-enter'; readonly name?: OrganizationName }
  | { readonly do: 'hosted-sign-out'; readonly who?: Person }

/** Events of the machine, the network and the tabs. */
type SurroundingStep =
  | { readonly do: 'set-clock'; readonly byMs: number }
  | { readonly do: 'sleep'; readonly ms: number }
  | { readonly do: 'offline' }
  | { readonly do: 'online' }
  | { readonly do: 'fault'; readonly tab: number; readonly fault: Fault }
  /** Every request below a path gets this fault, until it is mended. */
  | { readonly do: 'break'; readonly path: BrokenPath; readonly fault: Fault }
  | { readonly do: 'mend' }
  /** Sets how messages travel from now on; without a mode, as usual. */
  | { readonly do: 'line'; readonly mode?: LineMode }
  | { readonly do: 'hide' | 'show' | 'freeze' | 'thaw' | 'kill' | 'stop' | 'start'; readonly tab: number }
  /** The fault, if any, applies to the first request of the tab. */
  | { readonly do: 'open'; readonly fault?: Fault; readonly firstToken?: true }
  | { readonly do: 'wait'; readonly ms: number }

/** One step of a run. A step does not wait for what it starts; tab numbers wrap around. */
export type Step = CallStep | OutsideStep | SurroundingStep

/** A run that can be replayed. */
export interface Sequence {
  /** Seed of latencies, delays and all other random choices. */
  readonly seed: number
  readonly setting: Setting
  readonly steps: readonly Step[]
}
