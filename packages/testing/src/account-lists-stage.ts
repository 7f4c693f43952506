import type { AccountSignInsStep } from '../../core/src/account/index.js'
import type { NotificationsStep, UnreadCountStep } from '../../core/src/notifications/index.js'
import { setUp } from './adapter-stage.js'

/** What one render shows. */
interface Shown {
  readonly name: string | undefined
  readonly inbox: NotificationsStep
  readonly unread: UnreadCountStep
  readonly signIns: AccountSignInsStep
}

const titlesIn = (inbox: NotificationsStep) =>
  inbox.kind === 'manage' ? inbox.notifications?.map(({ title }) => title) : undefined
const idsIn = (signIns: AccountSignInsStep) =>
  signIns.kind === 'manage' ? signIns.signIns?.map(({ id }) => id) : undefined

/** Linus and Ada in one browser, Ada active, each with a notification, and everything that a page of theirs renders. */
export async function setUpAccountLists() {
  const stage = setUp()
  const { client, world, signIn } = stage
  await signIn('linus@example.com')
  await signIn()
  for (const name of ['Linus', 'Ada']) world.sendNotification({ user: name.toLowerCase(), title: `For ${name}` })
  const owners = new Map(client.$signIns.get().map(({ id, user }) => [id, user?.firstName]))
  const renders: Shown[] = []
  return {
    ...stage,
    /** The environment needs no WebSocket. */
    options: { openSocket: () => undefined },
    /** Notes a render. Returns the text for it. */
    see(shown: Shown): string {
      renders.push(shown)
      const { name, inbox, unread, signIns } = shown
      const count = unread.kind === 'manage' ? unread.count : undefined
      return `${name}: ${titlesIn(inbox)}, ${count} unread, ${idsIn(signIns)?.length} sign-ins`
    },
    /** Ada marks her notification as read, then Linus is active. @param isShown waits until the page shows a text */
    async changeAndSwitch(isShown: (text: string) => Promise<unknown>) {
      await isShown('Ada: For Ada, 1 unread, 1 sign-ins')
      const inbox = renders.at(-1)?.inbox
      const [first] = (inbox?.kind === 'manage' && inbox.notifications) || []
      if (inbox?.kind === 'manage' && first) void inbox.read(first.id)
      await isShown('Ada: For Ada, 0 unread, 1 sign-ins')
      const [linus = ''] = [...owners].find(([, owner]) => owner === 'Linus') ?? []
      await client.switchSignIn(linus)
      await isShown('Linus: For Linus, 1 unread, 1 sign-ins')
    },
    /** Renders that show what belongs to another account than the one they name. */
    strays: () =>
      renders.filter(
        ({ name, inbox, signIns }) =>
          titlesIn(inbox)?.some((title) => title !== `For ${name}`) ||
          idsIn(signIns)?.some((id) => owners.get(id) !== name),
      ),
    /** Names of those for whom a render showed that the lists were not known yet. */
    loadingFor: () =>
      new Set(renders.filter(({ inbox, signIns }) => !titlesIn(inbox) && !idsIn(signIns)).map(({ name }) => name)),
  }
}
