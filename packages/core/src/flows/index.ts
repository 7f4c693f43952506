export type { ChallengeOptions } from './challenge.js'
export {
  type FirstFactor,
  firstFactors,
  isAccountLimitReached,
  organizationsEnabled,
  passkeyAutofillEnabled,
  providerName,
  type SignUpField,
  type SignUpMode,
  type SocialProvider,
  secondFactors,
  signUpFields,
  signUpMode,
  socialProviders,
  workspacesEnabled,
} from './deployment.js'
export {
  type AfterOptions,
  createHostedPages,
  type HostedPageOptions,
  type HostedPages,
  type HostedPagesOptions,
  type Navigate,
  type VisitOptions,
} from './hosted-pages.js'
export { createInvitation, type InvitationFlow } from './invitation.js'
export type * from './invitation-steps.js'
export type { FlowState } from './machine.js'
export type { Redemption } from './page-parameters.js'
export { createPasskeys, type PasskeysFlow } from './passkeys.js'
export type * from './passkeys-steps.js'
export { checkPassword, type PasswordProblem } from './password-policy.js'
export { createPasswordReset, type PasswordResetFlow } from './password-reset.js'
export type * from './password-reset-steps.js'
export type { FieldName, FlowError } from './problem.js'
export {
  allowedRedirect,
  frontendOrigin,
  type RedirectRules,
  redirectAfterSignIn,
  redirectAfterSignOut,
  redirectAfterSignUp,
} from './redirects.js'
export type { SentTimes } from './sent-times.js'
export { createSignIn, type SignInFlow } from './sign-in.js'
export type * from './sign-in-steps.js'
export { type PasswordCredentials, signInWithPassword } from './sign-in-with-password.js'
export { createSignUp, type SignUpFlow } from './sign-up.js'
export type * from './sign-up-steps.js'
export { createSocial, type SocialFlow, type SocialOptions } from './social.js'
export type * from './social-steps.js'
export {
  createWaitlist,
  type JoinedWaitlistStep,
  type WaitlistEntry,
  type WaitlistFlow,
  type WaitlistInput,
  type WaitlistStartStep,
  type WaitlistState,
  type WaitlistStep,
} from './waitlist.js'
