import { mount, unmount } from 'svelte'
import Places from './Places.svelte'
import { present } from './stage.js'

present((client, count, onRender, target) => {
  const places = mount(Places, { target, props: { client, count, onRender } })
  return () => void unmount(places)
})
