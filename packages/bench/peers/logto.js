export { default as LogtoClient } from '@logto/browser'
