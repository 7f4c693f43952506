import { badRequestBody } from '../../wire/refusal'
import { channels, type Selection, scopes } from '../../world/notifications/audience'
import { marksOf, type Notification } from '../../world/notifications/notifications'
import type { AppContext } from '../serving/context'

interface Page {
  limit: number
  /** The last id of the page before. */
  cursor: bigint | undefined
}

// The protocol names neither the default nor the highest number.
const defaultLimit = 20
const highestLimit = 100

/** Reads which recipients are asked for. Lists are repeated or joined by commas; an unknown word is a bad request. */
export function readSelection(c: AppContext): Selection {
  return {
    scope: oneOf(scopes, c.req.query('scope') || 'all'),
    channels: listOf(c, 'channels').map((channel) => oneOf(channels, channel)),
    organizationIds: listOf(c, 'organization_ids'),
    workspaceIds: listOf(c, 'workspace_ids'),
  }
}

/** Reads which of a reader's notifications are asked for by what is known of them. */
export function readFilter(c: AppContext): (notification: Notification, readerId: string) => boolean {
  const read = flagOf(c, 'is_read')
  const archived = flagOf(c, 'is_archived')
  const starred = flagOf(c, 'is_starred')
  const severity = c.req.query('severity') || undefined
  const isWanted = <T>(wanted: T | undefined, actual: T) => wanted === undefined || wanted === actual
  return (notification, readerId) => {
    const marks = marksOf(notification, readerId)
    return (
      isWanted(read, marks.readAtMs !== null) &&
      isWanted(archived, marks.archivedAtMs !== null) &&
      isWanted(starred, marks.starred) &&
      isWanted(severity, notification.severity)
    )
  }
}

export function readPage(c: AppContext): Page {
  const limit = c.req.query('limit') || String(defaultLimit)
  const cursor = c.req.query('cursor') || undefined
  if (!/^[1-9]\d{0,8}$/.test(limit) || (cursor !== undefined && !/^\d{1,19}$/.test(cursor))) throw badRequestBody()
  return { limit: Math.min(Number(limit), highestLimit), cursor: cursor === undefined ? undefined : BigInt(cursor) }
}

function listOf(c: AppContext, name: string): string[] {
  return (c.req.queries(name) ?? []).flatMap((value) => value.split(',')).filter((value) => value !== '')
}

function flagOf(c: AppContext, name: string): boolean | undefined {
  const value = c.req.query(name)
  return value ? oneOf(['true', 'false'], value) === 'true' : undefined
}

function oneOf<Word extends string>(words: readonly Word[], value: string): Word {
  const found = words.find((word) => word === value)
  if (found === undefined) throw badRequestBody()
  return found
}
