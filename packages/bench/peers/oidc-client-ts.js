export { User, UserManager, WebStorageStateStore } from 'oidc-client-ts'
