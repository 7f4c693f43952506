/** The promises of the client, each by its letter. */
export type Invariant =
  | 'a: a token of another context'
  | 'a: a token of an ended era'
  | 'a: a dead token'
  | 'b: a promise that does not settle'
  | 'c: a tab that does not converge'
  | 'd: signed out without a reason'
  | 'd: a sign-out that did not happen'
  | 'd: a sign-out undone'
  | 'e: too many requests'
  | 'f: torn state'
  | 'g: something left after stop'
  | 'h: an error that is not ours'

export interface Violation {
  readonly invariant: Invariant
  readonly what: string
}

export type Violate = (invariant: Invariant, what: string) => void
