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
} from './flows.js'
export { type Flow, type FlowSnapshot, type UseFlow, useFlow } from './use-flow.js'
