import type { Emulator } from '@wachter/emulator'

export interface RawAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown>
}

export interface RawCall {
  readonly method?: 'GET' | 'POST'
  readonly path: string
  readonly query?: Record<string, string>
  readonly form?: Record<string, string>
}

/** Calls the Frontend API in staging with nothing of ours in between, as PROTOCOL.md §1.3 describes it. */
export function createRawCaller(emulator: Emulator): (call: RawCall) => Promise<RawAnswer> {
  let devSession = ''
  return async ({ method = 'GET', path, query = {}, form }) => {
    const url = new URL(path, emulator.baseUrl)
    url.search = new URLSearchParams({ ...query, __dev_session__: devSession }).toString()
    const body = form && toFormData(form)
    const response = await emulator.fetch(url, { method, ...(body && { body }) })
    devSession = response.headers.get('X-Development-Session') ?? devSession
    return { status: response.status, headers: response.headers, body: await response.json() }
  }
}

function toFormData(fields: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}
