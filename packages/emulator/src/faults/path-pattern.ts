/** Returns a matcher for a pattern in which `*` matches any text. Takes time linear in pattern and path. */
export function createPathPattern(pattern: string): (path: string) => boolean {
  const [head = '', ...rest] = pattern.split('*')
  const tail = rest.pop()
  if (tail === undefined) return (path) => path === head
  const middle = rest.filter((part) => part !== '').map(createSearch)
  return (path) => {
    const end = path.length - tail.length
    if (end < head.length || !path.startsWith(head) || !path.endsWith(tail)) return false
    // The first match of each part leaves the most text for the next part, so no backtracking is needed.
    let from: number | undefined = head.length
    for (const search of middle) {
      if (from === undefined) return false
      from = search(path, from, end)
    }
    return from !== undefined
  }
}

/** Finds where the first match of a part ends, in linear time (Knuth-Morris-Pratt), which `indexOf` does not guarantee. */
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

/** For each prefix of a part: the length of its longest proper prefix that is also its suffix. */
function bordersOf(part: string): number[] {
  const borders = [0]
  for (let at = 1; at < part.length; at++) borders.push(extended(part, borders, borders[at - 1] ?? 0, part[at]))
  return borders
}

/** The matched length of a part after one more character. */
function extended(part: string, borders: number[], matched: number, character: string | undefined): number {
  let length = matched
  while (length > 0 && part[length] !== character) length = borders[length - 1] ?? 0
  return part[length] === character ? length + 1 : length
}
