import { createClient } from '@wachter/core'
import { createCallApi } from './api.ts'
import { loadConfig } from './config.ts'
import type { Demo } from './demo.ts'
import { mountReact } from './islands/react/mount.tsx'
import { mountSvelte } from './islands/svelte/mount.ts'
import { mountVanilla } from './islands/vanilla/mount.ts'
import { mountVue } from './islands/vue/mount.ts'
import { wireControls } from './pane/controls.ts'
import { logEvents } from './pane/event-log.ts'
import { createTokenView } from './pane/last-token.ts'
import { showState } from './pane/state-view.ts'

const config = await loadConfig()
// One client: four frameworks look at the same session.
const client = createClient({ publishableKey: config.publishableKey })
const demo: Demo = {
  users: config.users,
  password: config.password,
  callApi: createCallApi(config.apiUrl, createTokenView().show),
}

showState(client)
logEvents(client)
wireControls(client, config.controlUrl)
for (const [name, mount] of Object.entries({
  vanilla: mountVanilla,
  react: mountReact,
  vue: mountVue,
  svelte: mountSvelte,
})) {
  const root = document.getElementById(name)
  if (root) mount(root, client, demo)
}
