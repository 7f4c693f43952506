/** The endpoints that the tables of these sections name, as `METHOD /path/{name}`, in their order. */
export function endpointsOf(page: string, fromHeading: string, toHeading: string): string[] {
  const section = page.slice(page.indexOf(`\n${fromHeading}`), page.indexOf(`\n${toHeading}`))
  const rows = section.split('\n').filter((line) => line.startsWith('|'))
  return [...new Set(endpointsOfRows(rows))]
}

/**
 * Reads the first cell of each row. `GET …/{id}` continues the last path that was written in full: `/me/passkeys`, or
 * `/organizations/{id}` of a longer one. What has no method, as `/delete`, is a sibling of the endpoint before it in the cell.
 */
export function endpointsOfRows(rows: readonly string[]): string[] {
  let prefix = ''
  return rows.flatMap((row) => {
    const [, cell = ''] = row.split(/(?<!\\)\|/)
    const found: { methods: readonly string[]; path: string }[] = []
    for (const [, code = ''] of cell.matchAll(/`([^`]+)`/g)) {
      const [, method, short, path] = /^(?:([A-Z]+(?:\/[A-Z]+)*) )?(…?)(\/[^\s*]*)$/.exec(code) ?? []
      if (path === undefined) continue
      const before = found.at(-1)
      if (method === undefined) {
        const sibling = before?.path.replace(/\/[^/]*$/, path)
        found.push({ methods: before?.methods ?? ['ANY'], path: sibling ?? path })
        continue
      }
      if (!short) prefix = path.replace(/(\}).*/, '$1')
      found.push({ methods: method.split('/'), path: short ? prefix + path : path })
    }
    return found.flatMap(({ methods, path }) => methods.map((method) => `${method} ${path}`))
  })
}

/** The same for all names of what differs: `POST /organizations/{}/update`. */
export const normalized = (endpoint: string): string => endpoint.replace(/\{[^}]*\}|:\w+/g, '{}')
