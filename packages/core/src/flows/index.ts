export type * from './attempts/attempt-steps.js'
export {
  type FirstFactor,
  firstFactors,
  isAccountLimitReached,
  passkeyAutofillEnabled,
  providerName,
  type SignUpField,
  type SignUpMode,
  type SocialProvider,
  secondFactors,
  signUpFields,
  signUpMode,
  socialProviders,
} from './deployment/deployment.js'
export { checkPassword, type PasswordProblem } from './deployment/password-policy.js'
export { organizationsEnabled, workspacesEnabled } from './deployment/places.js'
export type { FlowState } from './engine/declaration.js'
export type { FieldName, FlowError } from './engine/flow-error.js'
export type { SentTimes } from './engine/sent-times.js'
export {
  type AfterOptions,
  createHostedPages,
  type HostedPageOptions,
  type HostedPages,
  type HostedPagesOptions,
  type Navigate,
  type VisitOptions,
} from './hosted-pages/hosted-pages.js'
export {
  allowedRedirect,
  frontendOrigin,
  type RedirectRules,
  redirectAfterSignIn,
  redirectAfterSignOut,
  redirectAfterSignUp,
} from './hosted-pages/redirects.js'
export type { ChallengeOptions } from './inputs/challenge.js'
export type { Redemption } from './inputs/page-parameters.js'
export { createInvitation, type InvitationFlow } from './invitation/invitation.js'
export type * from './invitation/invitation-steps.js'
export { createPasskeySignIn, type PasskeySignInFlow } from './passkeys/passkey-sign-in.js'
export type * from './passkeys/passkey-sign-in-steps.js'
export { createPasswordReset, type PasswordResetFlow } from './password-reset/password-reset.js'
export type * from './password-reset/password-reset-steps.js'
export type { ProfileCompletionStep } from './profile-completion/profile-completion.js'
export type { ProfileInput } from './profile-completion/profile-fields.js'
export {
  createProviderSignIn,
  type ProviderSignInFlow,
  type ProviderSignInOptions,
} from './providers/provider-sign-in.js'
export type * from './providers/provider-steps.js'
export type { SecondFactorMethod } from './second-factors/second-factor-steps.js'
export { createSignIn, type SignInFlow } from './sign-in/sign-in.js'
export type * from './sign-in/sign-in-steps.js'
export { type PasswordCredentials, signInWithPassword } from './sign-in/sign-in-with-password.js'
export { createSignUp, type SignUpFlow } from './sign-up/sign-up.js'
export type * from './sign-up/sign-up-steps.js'
export {
  createWaitlist,
  type JoinedWaitlistStep,
  type WaitlistEntry,
  type WaitlistFlow,
  type WaitlistInput,
  type WaitlistStartStep,
  type WaitlistState,
  type WaitlistStep,
} from './waitlist/waitlist.js'
