import { Hono } from 'hono'
import { refuseGenerically } from '../../wire/refusal'
import type { AppEnv } from '../serving/context'
import type { DeploymentServer } from './server'

/** Serves the images that were sent to the API. They are public, as on a file server, and start no session. */
export function uploadRoutes({ data }: DeploymentServer): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/:id', (c) => {
    const upload = data.uploads.get(c.req.param('id'))
    if (!upload) throw refuseGenerically(404)
    const bytes = Uint8Array.from(atob(upload.base64), (character) => character.charCodeAt(0))
    return c.body(bytes, 200, {
      'Content-Type': upload.contentType,
      'Cache-Control': 'public, max-age=31536000, immutable',
      // An SVG may hold scripts, which must not run at the API's origin.
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'X-Content-Type-Options': 'nosniff',
    })
  })
}
