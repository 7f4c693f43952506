import type { Page, PageSignal } from '../../core/src/index.js'

export interface FakePage extends Page {
  signal(signal: PageSignal): void
  hide(): void
  show(): void
  readonly listeners: ReadonlySet<unknown>
}

export function fakePage(address?: string): FakePage {
  let url = address
  let visible = true
  const listeners = new Set<(signal: PageSignal) => void>()
  const page: FakePage = {
    listeners,
    isVisible: () => visible,
    url: () => url,
    replaceUrl(next) {
      url = next
    },
    listen(onSignal) {
      listeners.add(onSignal)
      return () => listeners.delete(onSignal)
    },
    signal(signal) {
      for (const listener of listeners) listener(signal)
    },
    hide() {
      visible = false
      page.signal('hidden')
    },
    show() {
      visible = true
      page.signal('visible')
    },
  }
  return page
}
