import { loadPeerSections, sections } from '../sections.js'

/** Runs sections, named by the first argument, and ends whatever they have left open. */
const names = (process.argv[2] ?? '').split(',')
const all = names[0]?.startsWith('peers') ? await loadPeerSections() : sections
for (const name of names) {
  try {
    await tell({ name, rows: await all.find((section) => section.name === name)?.rows() })
  } catch (error) {
    console.error(error)
    await tell({ name })
  }
}
process.exit()

/** @param {{ name: string, rows?: import('../sections.js').Row[] | undefined }} outcome */
function tell(outcome) {
  return new Promise((resolve) => process.send?.(outcome, undefined, undefined, resolve))
}
