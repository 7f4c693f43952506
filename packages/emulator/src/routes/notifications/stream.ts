import { streamFrameToText } from '../../wire/notifications/notification'
import { refuseGenerically, refuseWithoutCode } from '../../wire/refusal'
import { activeSigninOf } from '../../world/access/signins'
import { audienceOf } from '../../world/notifications/audience'
import type { AppContext } from '../serving/context'
import { isAllowedOrigin } from '../serving/cors'
import { readSelection } from './selection'
import type { NotificationServer } from './server'

/** Opens a stream for the session as it is now. The browser sends cookies with any page's WebSocket, so its origin counts. */
export function openStream(c: AppContext, { data, address, streams, switches }: NotificationServer): Response {
  const upgrade = c.env?.upgrade
  if (!upgrade) throw refuseWithoutCode(426, 'The stream is a WebSocket')
  const origin = c.req.header('origin')
  if (origin !== undefined && !isAllowedOrigin(address, origin)) throw refuseGenerically(403)
  const selection = readSelection(c)
  const signin = activeSigninOf(data, c.get('session'))
  const audience = signin && audienceOf(data, signin, selection)
  upgrade(({ send, close }) =>
    streams.open(audience, { send: (frame) => send(streamFrameToText(data, frame, switches)), close }),
  )
  return c.body(null, 204)
}
