import type { Visit } from './visit'

/** One hosted page with the actions of its forms. */
export interface HostedPage {
  show(visit: Visit, error?: string): Promise<Response>
  /** The handler of each form. When the API refuses, the page is shown again with the reason. */
  act?: Record<string, (visit: Visit) => Promise<Response>>
}
