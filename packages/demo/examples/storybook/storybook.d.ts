// The part of Storybook's types that the examples use: Storybook itself is not installed here.

interface StoryContext {
  // biome-ignore lint/suspicious/noExplicitAny: so it is in Storybook
  readonly parameters: Record<string, any>
  // biome-ignore lint/suspicious/noExplicitAny: so it is in Storybook
  readonly loaded: Record<string, any>
}

type Loader = (context: StoryContext) => Promise<object>

declare module '@storybook/react-vite' {
  export interface Preview {
    loaders: Loader[]
    decorators: ((Story: import('react').ComponentType, context: StoryContext) => import('react').JSX.Element)[]
  }
}

declare module '@storybook/svelte-vite' {
  export interface Preview {
    loaders: Loader[]
    decorators: ((story: unknown, context: StoryContext) => { Component: unknown; props: object })[]
  }
}
