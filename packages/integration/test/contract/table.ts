import type { Contract } from './contract.js'

interface Row extends Contract {
  readonly subject: string
}

/** The page of the docs that lists every endpoint, with what calls it. */
export function tableOf(rows: readonly Row[], exceptions: Readonly<Record<string, string>>): string {
  const called = rows.map(({ endpoint, by, from, subject }) => [`\`${endpoint}\``, `\`${by}\``, `\`${from}\``, subject])
  const others = Object.entries(exceptions).map(([endpoint, who]) => [`\`${endpoint.replace('ANY ', '')}\``, who])
  return `# Endpoints

Every endpoint of the [protocol](../PROTOCOL.md), with the function that calls it. A test calls each one through this function,
over HTTP, against the emulator. It fails when the protocol or the emulator has an endpoint that is not here. This page is
written by \`pnpm --filter @wachter/integration contract:write\`.

${markdownOf(['endpoint', 'called by', 'of', 'test'], called)}

\`client.request\` and \`client.mutate\` stand for an endpoint that no function needs: the session has the same data, or the
vendor's own client does not use it either.

These are not for an app to call:

${markdownOf(['endpoint', 'called by'], others)}
`
}

function markdownOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
