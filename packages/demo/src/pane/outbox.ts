import { byTestId, element } from '../element.ts'
import type { AskControl } from './ask-control.ts'

interface Message {
  readonly to: string
  readonly purpose: string
  readonly at: string
  readonly code?: string
  readonly link?: string
}

/** The interval at which a visible page checks for new messages and authenticator codes. */
const lookEveryMs = 1_000

/** Shows the messages in the emulator's outbox: codes to copy, links to open. */
export function showOutbox(ask: AskControl, authenticators: readonly string[]): void {
  const list = byTestId('outbox')
  const said = byTestId('outbox-said')
  let shown = list.childElementCount - 1

  const copyable = (code: string, testId: string) =>
    element(
      'button',
      {
        testId,
        className: 'code',
        type: 'button',
        title: 'Copy',
        onclick: async ({ currentTarget }) => {
          const text = (currentTarget as HTMLElement).textContent ?? ''
          said.textContent = await navigator.clipboard.writeText(text).then(
            () => `Copied ${text}.`,
            () => 'This browser does not allow copying; select it by hand.',
          )
        },
      },
      code,
    )

  const entryOf = ({ to, purpose, at, code, link }: Message) => {
    const time = new Date(at).toLocaleTimeString(undefined, { hour12: false })
    const head = element(
      'span',
      { className: 'outbox-head' },
      element('time', {}, time),
      element('span', {}, purpose.replaceAll('-', ' ')),
    )
    const content = code
      ? copyable(code, 'outbox-code')
      : element('a', { testId: 'outbox-link', href: link ?? '', target: '_blank', rel: 'opener' }, 'Open the link')
    const entry = element('li', {}, head, content, element('span', { className: 'outbox-to' }, to))
    entry.dataset.to = to
    entry.dataset.purpose = purpose
    return entry
  }

  // On a small screen, the outbox is a bar with the latest message that can be opened.
  const card = byTestId('outbox-card')
  const toggle = byTestId<HTMLButtonElement>('outbox-toggle')
  toggle.addEventListener('click', () => {
    const isOpen = toggle.ariaExpanded !== 'true'
    toggle.ariaExpanded = String(isOpen)
    toggle.textContent = isOpen ? 'Hide' : 'Show'
    card.dataset.open = String(isOpen)
  })
  const latest = byTestId('outbox-latest')
  const latestText = (message: Message | undefined) =>
    message ? `${message.code ?? 'A link'} for ${message.to}` : 'Nothing yet.'

  const look = async () => {
    const { messages } = await ask<{ messages: readonly Message[] }>('GET', '/outbox')
    // Messages are only removed all at once.
    if (messages.length < shown) list.replaceChildren()
    if (messages.length > 0) list.querySelector('.empty')?.remove()
    for (const message of messages.slice(messages.length < shown ? 0 : shown)) list.prepend(entryOf(message))
    shown = messages.length
    const text = latestText(messages.at(-1))
    if (latest.textContent !== text) latest.textContent = text
    if (shown === 0 && !list.querySelector('.empty')) list.append(element('li', { className: 'empty' }, 'Nothing yet.'))
    for (const [username, button] of codes) {
      const { code } = await ask<{ code: string }>('GET', `/users/${username}/totp`)
      if (button.textContent !== code) button.textContent = code
    }
  }

  const codes = authenticators.map((username) => {
    const button = copyable('······', `totp-${username}`)
    byTestId('authenticators').append(element('span', {}, `${username}’s authenticator`), button)
    return [username, button] as const
  })

  const lookAgain = async () => {
    if (!document.hidden) await look().catch(() => undefined)
    setTimeout(lookAgain, lookEveryMs)
  }
  void lookAgain()
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void look().catch(() => undefined)
  })
  byTestId('outbox-clear').addEventListener('click', async () => {
    await ask('DELETE', '/outbox')
    await look()
  })
}
