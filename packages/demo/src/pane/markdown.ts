import { element } from '../element.ts'

/** Resolves a link to an `href`; undefined when it has no target here. */
type HrefOf = (link: string) => string | undefined

/** Renders the Markdown of our READMEs: headings, paragraphs, lists, tables and code. */
export function markdown(text: string, hrefOf: HrefOf): readonly HTMLElement[] {
  return blocksOf(text).map((block) => {
    const [first = ''] = block
    const heading = /^(#+) (.+)/.exec(first)
    if (first.startsWith('```')) return element('pre', {}, block.slice(1, -1).join('\n'))
    if (heading) return element(heading[1] === '#' ? 'h3' : 'h4', {}, ...inline(heading[2] ?? '', hrefOf))
    if (first.startsWith('|')) return tableOf(block, hrefOf)
    if (first.startsWith('- ')) {
      const items = block.join('\n').split(/^- /m).slice(1)
      return element('ul', {}, ...items.map((item) => element('li', {}, ...inline(item, hrefOf))))
    }
    return element('p', {}, ...inline(block.join('\n'), hrefOf))
  })
}

/** Splits text into blocks: fenced code, or lines between empty lines. */
function blocksOf(text: string): readonly (readonly string[])[] {
  const blocks: string[][] = [[]]
  let isCode = false
  for (const line of text.split('\n')) {
    const isFence = line.startsWith('```')
    if (isFence && !isCode) blocks.push([])
    if (line !== '' || isCode) blocks.at(-1)?.push(line)
    else blocks.push([])
    if (isFence && isCode) blocks.push([])
    if (isFence) isCode = !isCode
  }
  return blocks.filter(({ length }) => length > 0)
}

function tableOf([head = '', , ...rows]: readonly string[], hrefOf: HrefOf): HTMLElement {
  const cellsOf = (tag: 'th' | 'td', row: string) =>
    row
      .replace(/^\||\|$/g, '')
      .split(/(?<!\\)\|/)
      .map((cell) => element(tag, {}, ...inline(cell.trim().replaceAll('\\|', '|'), hrefOf)))
  return element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...cellsOf('th', head))),
    element('tbody', {}, ...rows.map((row) => element('tr', {}, ...cellsOf('td', row)))),
  )
}

/** Renders code, strong text and links in a line. */
const inline = (text: string, hrefOf: HrefOf): readonly (Node | string)[] =>
  text.split(/(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)]+\))/).map((part) => {
    if (part.startsWith('`')) return element('code', {}, part.slice(1, -1))
    if (part.startsWith('**')) return element('strong', {}, ...inline(part.slice(2, -2), hrefOf))
    const [, label = '', link = ''] = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(part) ?? []
    if (!link) return part
    const href = hrefOf(link)
    return href ? element('a', { href }, ...inline(label, hrefOf)) : element('span', {}, ...inline(label, hrefOf))
  })
