import type { Connection } from '../../connection'
import type { Switches } from '../../switches'
import type { Envelope } from '../../wire/envelope'
import { type CodeData, challengeSubject, issueToken } from '../../world/access/codes'
import type { DeploymentAddress, DeploymentData } from '../../world/deployment/deployment'

/** The parts of the emulator that the hosted pages use. */
export interface HostedServer {
  data: DeploymentData & CodeData
  address: DeploymentAddress
  switches: Pick<Switches, 'challenge'>
}

/** Answers a request as the API would, on any host. */
export type CallApi = (request: Request, connection: Connection) => Promise<Response>

/** The API refused or did not answer. The message is shown to the visitor. */
export class ApiFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ApiFailure'
  }
}

export type Fields = Record<string, string>

/** The visitor a page calls the API for. */
export interface Caller {
  /** The session's token in staging. */
  devSession: string
  /** The browser's cookies in production. */
  cookies: string
  userAgent: string
  ip?: string | undefined
}

/** Calls the API as one visitor's browser would. Empty query parameters and fields are not sent. */
export interface Api {
  /** @throws {ApiFailure} when it refuses */
  get<Data>(path: string, query?: Fields): Promise<Data>
  /** @throws {ApiFailure} when it refuses */
  post<Data>(path: string, query?: Fields, form?: Fields): Promise<Data>
  /** The newest token of the session; empty in production. */
  devSession(): string
  /** The cookies the API has set. */
  setCookies(): string[]
}

export function createApi({ data, address, switches }: HostedServer, callApi: CallApi, caller: Caller): Api {
  const isStaging = address.mode === 'staging'
  const setCookies: string[] = []
  let { devSession, cookies } = caller

  return {
    get: (path, query = {}) => call('GET', path, query),
    post: (path, query = {}, form = {}) => call('POST', path, query, form),
    devSession: () => devSession,
    setCookies: () => setCookies,
  }

  async function call<Data>(method: string, path: string, query: Fields, form?: Fields): Promise<Data> {
    const url = new URL(path, address.baseUrl)
    url.search = new URLSearchParams(filled(query)).toString()
    if (isStaging) url.searchParams.set('__dev_session__', devSession)
    const body = form && new URLSearchParams({ ...filled(form), ...solvedChallenge() })
    const request = new Request(url, { method, headers: { 'User-Agent': caller.userAgent }, ...(body && { body }) })
    const connection = { cookie: isStaging ? '' : cookies, ...(caller.ip !== undefined && { ip: caller.ip }) }
    try {
      return await read<Data>(await callApi(request, connection))
    } catch (error) {
      if (error instanceof ApiFailure) throw error
      throw new ApiFailure('The server could not be reached', { cause: error })
    }
  }

  async function read<Data>(response: Response): Promise<Data> {
    devSession = response.headers.get('x-development-session') ?? devSession
    for (const cookie of response.headers.getSetCookie()) {
      setCookies.push(cookie)
      cookies = cookie.split(';')[0] ?? ''
    }
    const envelope = (await response.json()) as Envelope
    if (response.ok) return envelope.data as Data
    throw new ApiFailure(envelope.errors?.[0]?.message || envelope.message || `The server answered ${response.status}`)
  }

  // Pages without scripts cannot solve challenges, so send a solved one.
  function solvedChallenge(): Fields {
    if (switches.challenge === 'off') return {}
    return { challenge_token: issueToken(data, { subject: challengeSubject }) }
  }
}

function filled(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))
}
