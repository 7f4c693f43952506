import { byTestId, element } from '../element.ts'
import { markdown } from './markdown.ts'

/** The page's sources and documentation, by path in the repository; loaded on demand. */
const files = Object.fromEntries(
  Object.entries(
    import.meta.glob<string>(
      [
        '../islands/**/*.{ts,tsx,vue,svelte}',
        '../surface/**/*.ts',
        '../../../{core,react,vue,svelte}/README.md',
        '../../../core/docs/*.md',
      ],
      { query: '?raw', import: 'default' },
    ),
  ).map(([path, load]) => [inRepository(path, 'packages/demo/src/pane/reader.ts'), load]),
)

/** Shows the file in the page's hash, which links to sources and docs set. */
export function wireReader(): void {
  const dialog = byTestId<HTMLDialogElement>('reader')
  const select = byTestId<HTMLSelectElement>('reader-file')
  const text = byTestId('reader-text')

  const read = async () => {
    const path = location.hash.slice(1)
    const content = await files[path]?.()
    if (content === undefined) return dialog.close()
    byTestId('reader-path').textContent = path
    select.replaceChildren(...relatedTo(path).map((value) => element('option', { value }, nameOf(value))))
    select.value = path
    const isMarkdown = path.endsWith('.md')
    text.replaceChildren(
      ...(isMarkdown ? markdown(content, (link) => hashOf(link, path)) : [element('pre', {}, content)]),
    )
    if (!dialog.open) dialog.showModal()
    text.scrollTop = 0
  }

  select.addEventListener('change', () => {
    location.hash = select.value
  })
  dialog.addEventListener('close', () => history.replaceState(history.state, '', location.pathname + location.search))
  window.addEventListener('hashchange', () => void read())
  void read()
}

/** Related files: those of the island and the shared ones, or the other docs. */
function relatedTo(path: string): readonly string[] {
  const paths = Object.keys(files)
  const [island] = /^packages\/demo\/src\/islands\/\w+\//.exec(path) ?? []
  const shared = paths.filter((one) => one.startsWith('packages/demo/src/surface/'))
  if (island) return [...paths.filter((one) => one.startsWith(island)), ...shared]
  return path.endsWith('.md') ? paths.filter((one) => one.endsWith('.md')) : shared
}

const nameOf = (path: string): string => path.replace('packages/demo/src/', '')

/** The hash for a link in a file, if its target is a file of the reader. */
function hashOf(link: string, from: string): string | undefined {
  const path = inRepository(link.replace(/#.*/, ''), from)
  return path in files ? `#${path}` : undefined
}

/** Resolves a path relative to a file of the repository. */
function inRepository(path: string, from: string): string {
  return new URL(path, `file:///${from}`).pathname.slice(1)
}
