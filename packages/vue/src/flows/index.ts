export {
  type UsePasswordReset,
  type UseSignIn,
  type UseSignUp,
  useHostedPages,
  usePasswordReset,
  useSignIn,
  useSignUp,
} from './composables.js'
export { type Flow, type UseFlow, useFlow } from './use-flow.js'
