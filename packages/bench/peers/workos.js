export { createClient } from '@workos-inc/authkit-js'
