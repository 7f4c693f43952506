import type { Visit } from './visit'

/** A page of its own, with the forms that stand on it. */
export interface HostedPage {
  show(visit: Visit, error?: string): Promise<Response>
  /** What a posted form does. When the API refuses, the page is shown again with the reason. */
  act?: Record<string, (visit: Visit) => Promise<Response>>
}
