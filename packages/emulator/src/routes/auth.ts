import { Hono } from 'hono'
import { profileRoutes } from './profile'
import type { AppEnv, Server } from './server'
import { signinRoutes } from './signin'
import { signupRoutes } from './signup'
import { verificationRoutes } from './verification'

export function authRoutes(server: Server): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .route('/signin', signinRoutes(server))
    .route('/', verificationRoutes(server))
    .route('/signup', signupRoutes(server))
    .route('/complete-profile', profileRoutes(server))
}
