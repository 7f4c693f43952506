import { type Client, createClient } from '@wachter/core'
import { WachterProvider } from '@wachter/react'
import { createWachter } from '@wachter/vue'
import { type ComponentType, createElement, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { type Component, mount } from 'svelte'
import { createApp, type Component as VueComponent } from 'vue'
import WithClient from './WithClient.svelte'

// Shows the example the address names, as `?react=sign-in` does, with a client of the emulator.

export type Framework = 'vanilla' | 'react' | 'vue' | 'svelte'

type Modules<Export> = Record<string, () => Promise<Record<string, Export>>>
type Show = (client: Client, form: HTMLFormElement) => () => void

const vanilla = import.meta.glob('../../examples/flows/*/vanilla.ts') as Modules<Show>
const react = import.meta.glob('../../examples/flows/*/react.tsx') as Modules<ComponentType>
const vue = import.meta.glob('../../examples/flows/*/vue.vue') as Modules<VueComponent>
const svelte = import.meta.glob('../../examples/flows/*/svelte.svelte') as Modules<Component>

const { publishableKey } = await (await fetch('/config.json')).json()
const client = createClient({ publishableKey })
const form = document.querySelector('form') as HTMLFormElement
const body = document.body
const [framework, flow] = [...new URLSearchParams(location.search)][0] as [Framework, string]

async function load<Export>(modules: Modules<Export>): Promise<Export> {
  const found = Object.entries(modules).find(([path]) => path.includes(`/${flow}/`))
  const [example] = Object.values((await found?.[1]()) ?? {})
  if (!example) throw new Error(`There is no example of ${flow} in ${framework}`)
  return example
}

switch (framework) {
  case 'vanilla':
    client.start()
    ;(await load(vanilla))(client, form)
    break
  case 'react': {
    const page = createElement(WachterProvider, { client }, createElement(await load(react)))
    createRoot(body).render(createElement(StrictMode, undefined, page))
    break
  }
  case 'vue':
    createApp(await load(vue))
      .use(createWachter(client))
      .mount(body)
    break
  case 'svelte':
    mount(WithClient, { target: body, props: { client, Page: await load(svelte) } })
}
