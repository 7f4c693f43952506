// The Frontend API, the only service that the Worker can reach.
import { createEmulator, type Emulator } from '@wachter/emulator'

let emulator: Emulator | undefined

export default {
  fetch(request: Request): Promise<Response> {
    emulator ??= createEmulator({ baseUrl: new URL(request.url).origin })
    return emulator.fetch(request)
  },
}
