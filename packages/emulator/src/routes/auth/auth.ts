import { Hono } from 'hono'
import type { AppEnv } from '../serving/context'
import { identificationRoutes } from './identification'
import { magicLinkRoutes } from './magic-link'
import { passwordResetRoutes } from './password-reset'
import { profileRoutes } from './profile'
import type { AuthServer } from './server'
import { signinRoutes } from './signin'
import { signupRoutes } from './signup'
import { verificationRoutes } from './verification'

export function authRoutes(server: AuthServer): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .route('/signin', signinRoutes(server))
    .route('/', verificationRoutes(server))
    .route('/', identificationRoutes(server))
    .route('/', passwordResetRoutes(server))
    .route('/verify-magic-link', magicLinkRoutes(server))
    .route('/signup', signupRoutes(server))
    .route('/complete-profile', profileRoutes(server))
}
