export {
  type UseInvitation,
  type UsePasskeys,
  type UsePasswordReset,
  type UseSignIn,
  type UseSignUp,
  type UseSocial,
  type UseWaitlist,
  useHostedPages,
  useInvitation,
  usePasskeys,
  usePasswordReset,
  useSignIn,
  useSignUp,
  useSocial,
  useWaitlist,
} from './composables.js'
export { type Flow, type UseFlow, useFlow } from './use-flow.js'
