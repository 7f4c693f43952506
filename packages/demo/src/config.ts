/** The configuration that the page fetches when it starts. */
export interface DemoConfig {
  readonly publishableKey: string
  /** URL of the emulator's control API. */
  readonly controlUrl: string
  readonly apiUrl: string
  readonly users: readonly { readonly email: string; readonly username: string }[]
  readonly password: string
}

export async function loadConfig(): Promise<DemoConfig> {
  const response = await fetch('/config.json')
  if (!response.ok) throw new Error(`/config.json answered ${response.status}`)
  return response.json()
}
