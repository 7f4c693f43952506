export { Clerk } from '@clerk/clerk-js/no-rhc'
