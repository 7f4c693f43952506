import type { Emulator, OpenStream } from '@wachter/emulator'
import type { OpenSocket } from '../../src/notifications/index.js'

/** One WebSocket as a client sees it, which the test can end and speak through. */
class FakeSocket extends EventTarget {
  readonly url: string
  readyState = 0
  binaryType = 'blob'
  readonly sent: string[] = []
  onSent: (text: string) => void = () => undefined
  onGone: () => void = () => undefined

  constructor(url: string) {
    super()
    this.url = url
  }

  send(text: string): void {
    this.sent.push(text)
    this.onSent(text)
  }

  close(code = 1000): void {
    if (this.readyState > 1) return
    this.onGone()
    this.end(code)
  }

  open(): void {
    if (this.readyState > 0) return
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
  }

  say(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }

  end(code: number): void {
    this.readyState = 3
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason: '' }))
  }

  fail(): void {
    this.readyState = 3
    this.dispatchEvent(Object.assign(new Event('error'), { error: new Error('failed'), message: 'failed' }))
  }
}

/** WebSockets that end at an emulator in the same process. */
export function fakeSockets(emulator: Emulator) {
  const all: FakeSocket[] = []
  let isRefusing = false

  const connect = async (socket: FakeSocket) => {
    let open: ((carrier: Parameters<Carry>[0]) => OpenStream) | undefined
    const request = new Request(socket.url.replace(/^ws/, 'http'))
    const response = await emulator.handle(request, {
      upgrade(given) {
        open = given
      },
    })
    if (isRefusing || !response.ok || !open || socket.readyState > 0) return socket.fail()
    socket.open()
    const stream = open({ send: (text) => socket.say(text), close: (code = 1006) => socket.end(code) })
    socket.onSent = (text) => stream.receive(text)
    socket.onGone = () => stream.end()
  }

  const openSocket: OpenSocket = (url) => {
    const socket = new FakeSocket(url)
    all.push(socket)
    void connect(socket)
    return socket as unknown as WebSocket
  }

  return {
    all,
    openSocket,
    /** Those that are connected. */
    open: () => all.filter(({ readyState }) => readyState === 1),
    /** Refuses every connection from now on, or no longer. */
    refuse(isOn = true) {
      isRefusing = isOn
    },
  }
}

type Carry = NonNullable<Parameters<NonNullable<NonNullable<Parameters<Emulator['handle']>[1]>['upgrade']>>[0]>
