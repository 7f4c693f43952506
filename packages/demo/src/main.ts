import { createClient } from '@wachter/core'
import { createSignIn } from '@wachter/core/flows'
import { createCallApi } from './api.ts'
import { loadConfig } from './config.ts'
import type { Demo } from './demo.ts'
import { mountReact } from './islands/react/mount.tsx'
import { mountSvelte } from './islands/svelte/mount.ts'
import { mountVanilla } from './islands/vanilla/mount.ts'
import { mountVue } from './islands/vue/mount.ts'
import { createAskControl } from './pane/ask-control.ts'
import { wireControls } from './pane/controls.ts'
import { wireDeployment } from './pane/deployment.ts'
import { logEvents } from './pane/event-log.ts'
import { createTokenView } from './pane/last-token.ts'
import { showOutbox } from './pane/outbox.ts'
import { pagesMode, settlePages } from './pane/pages.ts'
import { wireReader } from './pane/reader.ts'
import { showState } from './pane/state-view.ts'
import { arrive } from './surface/arrival.ts'
import { offerPasskeys } from './surface/passkeys.ts'
import { startStepFocus } from './surface/step-focus.ts'

const config = await loadConfig()
const ask = createAskControl(config.controlUrl)
// Without an emulator, the page still opens and shows that the server is unavailable.
await settlePages(ask).catch(() => undefined)
// One client: four frameworks show the same session.
const client = createClient({ publishableKey: config.publishableKey })
client.start()

showState(client)
logEvents(client)
wireControls(client, ask)
void wireDeployment(ask).catch(() => undefined)
showOutbox(ask, ['grace'])
wireReader()
offerPasskeys(client)

const demo: Demo = {
  users: config.users,
  password: config.password,
  callApi: createCallApi(config.apiUrl, createTokenView().show),
  pages: pagesMode(),
  arrival: await arrive(client),
  focus: startStepFocus(),
  resumeSignIn: (attemptId) => createSignIn(client).resume(attemptId),
}
for (const [name, mount] of Object.entries({
  vanilla: mountVanilla,
  react: mountReact,
  vue: mountVue,
  svelte: mountSvelte,
})) {
  const root = document.getElementById(name)
  if (root) mount(root, client, demo)
}
