/** Calls the emulator's control API, to which faults never apply. */
export type AskControl = <T = unknown>(method: string, path: string, body?: unknown) => Promise<T>

export const createAskControl =
  (controlUrl: string): AskControl =>
  async (method, path, body) => {
    const response = await fetch(controlUrl + path, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    })
    const answer = await response.json()
    if (!response.ok) throw new Error(answer.message)
    return answer
  }
