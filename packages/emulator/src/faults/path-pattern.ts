/** Whether a path is one of those a pattern means, in which `*` stands for anything. Takes time linear in both. */
export function createPathPattern(pattern: string): (path: string) => boolean {
  const [head = '', ...rest] = pattern.split('*')
  const tail = rest.pop()
  if (tail === undefined) return (path) => path === head
  const middle = rest.filter((part) => part !== '').map(createSearch)
  return (path) => {
    const end = path.length - tail.length
    if (end < head.length || !path.startsWith(head) || !path.endsWith(tail)) return false
    // The first place of each part leaves the most room for the next one, so none is ever tried again.
    let from: number | undefined = head.length
    for (const search of middle) {
      if (from === undefined) return false
      from = search(path, from, end)
    }
    return from !== undefined
  }
}

/** Where a part first ends between two places of a text (Knuth, Morris and Pratt); `indexOf` may look at a place often. */
function createSearch(part: string): (text: string, from: number, end: number) => number | undefined {
  const borders = bordersOf(part)
  return (text, from, end) => {
    let matched = 0
    for (let at = from; at < end; at++) {
      matched = extended(part, borders, matched, text[at])
      if (matched === part.length) return at + 1
    }
    return undefined
  }
}

/** For each beginning of a part: how long the longest shorter beginning is that it ends with. */
function bordersOf(part: string): number[] {
  const borders = [0]
  for (let at = 1; at < part.length; at++) borders.push(extended(part, borders, borders[at - 1] ?? 0, part[at]))
  return borders
}

/** How much of a part is matched once one more character is read. */
function extended(part: string, borders: number[], matched: number, character: string | undefined): number {
  let length = matched
  while (length > 0 && part[length] !== character) length = borders[length - 1] ?? 0
  return part[length] === character ? length + 1 : length
}
