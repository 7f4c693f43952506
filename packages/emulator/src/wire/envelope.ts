import type { SessionStub } from './session'

export interface WireError {
  code: string
  message: string
}

export interface Envelope {
  status: number
  message: string
  data: unknown
  session: SessionStub | null
  /** Null when the handler gave no code, empty for the framework's own errors. */
  errors: WireError[] | null
}

export function successEnvelope(data: unknown, session: SessionStub | null): Envelope {
  return { status: 200, message: '', data, session, errors: null }
}
