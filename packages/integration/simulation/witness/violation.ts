/** The client's promises, by letter. */
export type Invariant =
  | 'a: a token of another context'
  | 'a: a token of an ended era'
  | 'a: a token with roles of before'
  | 'a: a dead token'
  | 'b: a promise that does not settle'
  | 'b: a call held back by what does not concern it'
  | 'c: a tab that does not converge'
  | 'c: a list that does not converge'
  | 'c: a room that does not converge'
  | 'd: signed out without a reason'
  | 'd: a sign-out that did not happen'
  | 'd: a sign-out undone'
  | 'd: a sign-in ended by no sign-out given after it'
  | 'd: a sign-out that left no account active'
  | 'd: a sign-in left because of a sign-out given before it'
  | 'e: too many requests'
  | 'f: torn state'
  | 'g: something left after stop'
  | 'h: an error that is not ours'
  | 'i: shows what is older than what it was told'
  | 'i: goes on showing what is older than what it was told'
  | 'j: a listener called without end'
  | 'k: a deployment disturbed by another'
  | 'k: a second browser session'
  | 'l: done for another context than it was asked in'
  | 'm: something personal left of an account that was signed out'
  | 'n: something of another context'

export interface Violation {
  readonly invariant: Invariant
  readonly what: string
}

export type Violate = (invariant: Invariant, what: string) => void
