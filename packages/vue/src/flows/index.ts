export {
  type UseInvitation,
  type UsePasskeySignIn,
  type UsePasswordReset,
  type UseProviderSignIn,
  type UseSignIn,
  type UseSignUp,
  type UseWaitlist,
  useHostedPages,
  useInvitation,
  usePasskeySignIn,
  usePasswordReset,
  useProviderSignIn,
  useSignIn,
  useSignUp,
  useWaitlist,
} from './composables.js'
export { type Flow, type UseFlow, useFlow } from './use-flow.js'
