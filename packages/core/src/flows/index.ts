/** Headless flows over a client, paid for on import. */
export { createSignIn, type SignInFlow, type SignInInput } from './sign-in.js'
