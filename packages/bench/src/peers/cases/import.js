import { pretendPage } from '../stage/page.js'

/** The time to read, parse and run a client's bundle in a new process, in ms. @param {string} _ @param {string} bundle */
export async function importTime(_, bundle) {
  pretendPage({ fetch: globalThis.fetch })
  const startMs = performance.now()
  await import(bundle)
  return performance.now() - startMs
}
