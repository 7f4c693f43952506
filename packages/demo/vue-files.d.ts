// What a component of Vue is to a type check that cannot read it; that of tsconfig.vue.json can.
declare module '*.vue' {
  import type { Component } from 'vue'

  const component: Component
  export default component
}
