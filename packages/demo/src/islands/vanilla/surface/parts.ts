/** A piece of the page for a named item: created once, then updated. */
export interface Part<Item> {
  readonly nodes: readonly HTMLElement[]
  readonly update: (item: Item) => void
  /** Ends its timers. */
  readonly stop: () => void
}

/** Keeps one part for each item, by name, so that typed text and focus survive changes. */
export function keepParts<Item extends { readonly name: string }>(make: () => Part<Item>) {
  const parts = new Map<string, Part<Item>>()
  return (items: readonly Item[]): readonly HTMLElement[] => {
    for (const [name, part] of parts) {
      if (items.some((item) => item.name === name)) continue
      part.stop()
      parts.delete(name)
    }
    return items.flatMap((item) => {
      const part = parts.get(item.name) ?? make()
      parts.set(item.name, part)
      part.update(item)
      return part.nodes
    })
  }
}

/** Sets the children of an element. Does not move those that stay, because they would lose the focus. */
export function arrange(parent: HTMLElement, children: readonly HTMLElement[]): void {
  for (const child of [...parent.children]) if (!children.some((kept) => kept === child)) child.remove()
  children.forEach((child, index) => {
    if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null)
  })
}
