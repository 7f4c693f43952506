import type { Emulator, OpenStream } from '@wachter/emulator'

/** Connects to the stream of notifications as a browser does, and reads its frames one by one. */
export function connect(baseUrl: string, devSession: string, query = '') {
  const url = new URL(`/notifications/stream?${query}`, baseUrl.replace(/^http/, 'ws'))
  url.searchParams.set('__dev_session__', devSession)
  return reading(new WebSocket(url))
}

export function reading(socket: WebSocket) {
  const frames: string[] = []
  const waiting: ((frame: string) => void)[] = []
  socket.addEventListener('message', ({ data }) => {
    const next = waiting.shift()
    if (next) next(String(data))
    else frames.push(String(data))
  })
  const closed = new Promise<number>((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)))
  return {
    /** The next frame, as text. */
    next(): Promise<string> {
      const frame = frames.shift()
      return frame === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(frame)
    },
    send: (text: string) => socket.send(text),
    close: (code?: number) => socket.close(code),
    /** The code with which it was closed. */
    closed,
  }
}

/** Connects in process, without a socket. Undefined frames mean that the stream is refused. */
export async function connectInProcess(emulator: Emulator, devSession: string, query = '', init?: RequestInit) {
  const url = `${emulator.baseUrl}/notifications/stream?${query}&__dev_session__=${devSession}`
  const frames: string[] = []
  const closed: (number | undefined)[] = []
  let stream: OpenStream | undefined
  const response = await emulator.handle(new Request(url, init), {
    upgrade(open) {
      stream = open({ send: (text) => frames.push(text), close: (code) => closed.push(code) })
    },
  })
  return { response, stream, frames, closed, titles: () => frames.flatMap(titleOf) }
}

function titleOf(frame: string): string[] {
  const { type, data } = JSON.parse(frame)
  return type === 'notification' ? [data.title] : []
}
