export type ElementProps<K extends keyof HTMLElementTagNameMap> = Partial<
  Omit<HTMLElementTagNameMap[K], 'dataset' | 'style' | 'children'>
> & { readonly testId?: string }

/** Creates an element. Sets everything in `props` but the test id as a property. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  { testId, ...props }: ElementProps<K> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const node = Object.assign(document.createElement(tag), props)
  if (testId) node.dataset.testid = testId
  node.append(...children)
  return node
}

/** Finds the page's element with this test id. */
export function byTestId<T extends HTMLElement>(testId: string): T {
  const found = document.querySelector<T>(`[data-testid="${testId}"]`)
  if (!found) throw new Error(`The page has no "${testId}"`)
  return found
}
