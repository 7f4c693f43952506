import type { Client } from '@wachter/core'
import { createNotifications, type NotificationsStep } from '@wachter/core/notifications'
import {
  createOrganizationMembers,
  createOrganizations,
  type OrganizationMembersStep,
  type OrganizationsFlow,
  type OrganizationsStep,
} from '@wachter/core/tenancy'

/** What a page with members, organizations and notifications shows. */
export interface RoomSteps {
  readonly members: OrganizationMembersStep
  readonly organizations: OrganizationsStep
  readonly notifications: NotificationsStep
}

/** The rooms of one page, listened to while the page's client runs. */
export interface Rooms {
  /** The flow whose actions the page offers. They wait for each other. */
  readonly organizations: OrganizationsFlow
  readonly open: () => void
  readonly close: () => void
  /** What the page was last notified of; undefined while it is closed. */
  readonly shown: () => RoomSteps | undefined
  /** What a read gives now. A read brings the rooms up to date, as a page does that renders for another reason. */
  readonly read: () => RoomSteps
  readonly onShow: (listener: () => void) => void
}

export function createRooms(client: Client): Rooms {
  const members = createOrganizationMembers(client)
  const organizations = createOrganizations(client)
  // No WebSocket: the list polls.
  const notifications = createNotifications(client, { openSocket: () => undefined })
  const listeners: (() => void)[] = []
  let shown: RoomSteps | undefined
  let stops: readonly (() => void)[] = []

  const read = (): RoomSteps => ({
    members: members.$state.get().step,
    organizations: organizations.$state.get().step,
    notifications: notifications.$state.get().step,
  })
  const show = (part: Partial<RoomSteps>) => {
    if (shown) shown = { ...shown, ...part }
    for (const listener of listeners) listener()
  }

  return {
    organizations,
    open() {
      stops = [
        members.$state.listen(({ step }) => show({ members: step })),
        organizations.$state.listen(({ step }) => show({ organizations: step })),
        notifications.$state.listen(({ step }) => show({ notifications: step })),
      ]
      shown = read()
    },
    close() {
      for (const stop of stops) stop()
      stops = []
      shown = undefined
    },
    shown: () => shown,
    read,
    onShow: (listener) => void listeners.push(listener),
  }
}
