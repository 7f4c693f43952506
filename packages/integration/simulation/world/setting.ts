/** How messages between tabs travel. Absent: each arrives once, in order, within 20 ms. */
export type LineMode =
  /** Every second message is lost. */
  | 'losing'
  /** Every second message arrives again, up to 15 s later. */
  | 'repeating'
  /** Messages take up to 12 s, in order. */
  | 'late'
  /** Messages take up to 3 s, in any order. */
  | 'disordered'

/** The settings of a whole run. An absent setting means nothing unusual. */
export interface Setting {
  /** Number of tabs open at the start. */
  readonly tabs: number
  /** The session is in a cookie. Absent: a dev session in the URL. */
  readonly mode?: 'production'
  /** `blocked` storage stores nothing; `full` storage accepts nothing new. Cookies work. */
  readonly storage?: 'blocked' | 'full'
  /** Tabs request a token in parallel with their first session. */
  readonly firstToken?: true
  /** How far the machine's clock is ahead of the server's, for the whole run. */
  readonly skewMs?: number
  /** `none`: the browser has no channel between tabs. */
  readonly line?: LineMode | 'none'
  /** Every page holds a client of a second deployment; the host of a `twin` differs in punctuation only. */
  readonly neighbour?: 'other' | 'twin'
  /** Tabs keep their state in a snapshot store. */
  readonly snapshot?: true
  /** Every page shows members, organizations and notifications. */
  readonly rooms?: true
  /** The server applies its real rate limits. */
  readonly limits?: true
}
