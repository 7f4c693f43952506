import { problemOf } from './problem.ts'

export type ApiPath = '/whoami' | '/invoices'

export interface ApiAnswer {
  /** The HTTP status, or the code of the error that prevented the request. */
  readonly status: number | string
  readonly ok: boolean
  /** To display: JSON, or a sentence. */
  readonly text: string
}

/** Creates the function that calls the API; `onToken` gets each token that is sent. */
export const createCallApi =
  (apiUrl: string, onToken: (token: string) => void) =>
  async (path: ApiPath, getToken: () => Promise<string>): Promise<ApiAnswer> => {
    try {
      const token = await getToken()
      onToken(token)
      const response = await fetch(apiUrl + path, { headers: { Authorization: `Bearer ${token}` } })
      return { status: response.status, ok: response.ok, text: readable(await response.json()) }
    } catch (error) {
      const { code, message } = problemOf(error)
      return { status: code, ok: false, text: message }
    }
  }

/** Formats JSON with indentation and lists of plain values on one line. */
const readable = (json: unknown): string =>
  JSON.stringify(json, undefined, 2).replace(/\[[^[\]{}]*\]/g, (list) => list.replace(/\s+/g, ' '))
