import type { Envelope, WireError } from './envelope'
import type { SessionStub } from './session'

/** An error answer. Handlers throw it. */
export class Refusal extends Error {
  readonly status: number
  readonly errors: WireError[] | null
  readonly data: unknown

  constructor(status: number, message: string, errors: WireError[] | null = null, data: unknown = null) {
    super(message)
    this.name = 'Refusal'
    this.status = status
    this.errors = errors
    this.data = data
  }
}

/** A refusal with a code. */
export function refuse(status: number, code: string, message: string): Refusal {
  return new Refusal(status, message, [{ code, message }])
}

/** A refusal with a message only, as many of the server's are. */
export function refuseWithoutCode(status: number, message: string): Refusal {
  return new Refusal(status, message)
}

/** The framework's answer to an error: it keeps the status and drops the reason. */
export function refuseGenerically(status: number): Refusal {
  return new Refusal(status, genericMessages[status] ?? 'Something went wrong', [])
}

export function badRequestBody(): Refusal {
  return new Refusal(400, 'Bad request body', null, {})
}

export function tooManyRequests(status = 429): Refusal {
  return refuse(status, 'TOO_MANY_REQUESTS', 'Too many requests, try again later')
}

export function refusalEnvelope(refusal: Refusal, session: SessionStub | null): Envelope {
  return { status: refusal.status, message: refusal.message, data: refusal.data, session, errors: refusal.errors }
}

const genericMessages: Record<number, string> = {
  400: 'The request is invalid',
  401: 'Authentication is required',
  403: 'You are not allowed to do this',
  404: 'Resource does not exist',
  500: 'Something went wrong',
}
