import type { ApiAnswer, ApiPath } from './api.ts'
import type { DemoConfig } from './config.ts'
import type { PagesMode } from './pane/pages.ts'
import type { Arrival } from './surface/arrival.ts'
import type { StepFocus } from './surface/step-focus.ts'

/** What an island is given beside the client. It knows nothing of sessions. */
export interface Demo extends Pick<DemoConfig, 'users' | 'password'> {
  /** Asks the API with a token of the session and gives what came, be it an answer or an error. */
  readonly callApi: (path: ApiPath, getToken: () => Promise<string>) => Promise<ApiAnswer>
  /** `hosted`: people sign in on the deployment's own pages instead of the island's surface. */
  readonly pages: PagesMode
  /** What the page was opened with. */
  readonly arrival: Arrival
  readonly focus: StepFocus
  /** Goes on with a sign-in that was begun elsewhere: every flow made from now on takes it up. */
  readonly resumeSignIn: (attemptId: string) => Promise<unknown>
}
