export {
  type UsePasswordReset,
  type UseSignIn,
  type UseSignUp,
  useHostedPages,
  usePasswordReset,
  useSignIn,
  useSignUp,
} from './flows.js'
export { type Flow, type FlowSnapshot, type UseFlow, useFlow } from './use-flow.js'
