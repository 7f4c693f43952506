import type { ApiAnswer, ApiPath } from './api.ts'
import type { DemoConfig } from './config.ts'
import type { PagesMode } from './pane/pages.ts'
import type { Arrival } from './surface/arrival.ts'
import type { StepFocus } from './surface/step-focus.ts'

/** An island's inputs besides the client. They do not depend on the session. */
export interface Demo extends Pick<DemoConfig, 'users' | 'password'> {
  /** Calls the API with a token of the session, and returns the answer or the error. */
  readonly callApi: (path: ApiPath, getToken: () => Promise<string>) => Promise<ApiAnswer>
  /** `hosted`: users sign in on the deployment's own pages instead of the island's surface. */
  readonly pages: PagesMode
  /** The result of the page's URL parameters. */
  readonly arrival: Arrival
  readonly focus: StepFocus
  /** Continues a sign-in that was started elsewhere: every flow created from now on resumes it. */
  readonly resumeSignIn: (attemptId: string) => Promise<unknown>
}
