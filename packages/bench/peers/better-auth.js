export { createAuthClient } from 'better-auth/client'
export { jwtClient, multiSessionClient, organizationClient } from 'better-auth/client/plugins'
