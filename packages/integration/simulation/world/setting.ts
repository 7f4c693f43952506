/** How messages between tabs travel. Absent: each arrives once, in order, within 20 ms. */
export type LineMode =
  /** Every second one is lost. */
  | 'losing'
  /** Every second one arrives again, up to 15 s later. */
  | 'repeating'
  /** Each takes up to 12 s, in order. */
  | 'late'
  /** Each takes up to 3 s, and overtakes others. */
  | 'disordered'

/** What holds for a whole run. Everything that is absent is as in a calm world. */
export interface Setting {
  /** How many tabs are open at the start. */
  readonly tabs: number
  /** The session travels in a cookie. Absent: a dev session in the address. */
  readonly mode?: 'production'
  /** `blocked` storage forgets all; `full` storage takes nothing new. Cookies work. */
  readonly storage?: 'blocked' | 'full'
  /** Tabs ask for a token beside their first session. */
  readonly firstToken?: true
  /** How far the machine's clock is ahead of the server's, from the start and for good. */
  readonly skewMs?: number
  /** `none`: the browser has no channel between tabs. */
  readonly line?: LineMode | 'none'
  /** Every page holds a client of a second deployment; the host of a `twin` differs in punctuation only. */
  readonly neighbour?: 'other' | 'twin'
  /** Tabs keep what they know in a snapshot store. */
  readonly snapshot?: true
  /** The server counts requests against its real limits. */
  readonly limits?: true
}
