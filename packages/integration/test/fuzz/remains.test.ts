/** @module-tag long */

import type { KeyValueStore } from '@wachter/core'
import { fakePage } from '@wachter/testing/fake-page'
import { memoryStore } from '@wachter/testing/stores'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { signedInSession } from '../fixtures/session.js'
import { edited, edits, hostileValue, toJson } from './hostile.js'
import { visit } from './visit.js'
import { howOften, longestMs, watch } from './witness.js'

const { mishaps } = watch()

const scope = 'frontend_example_com'

/** What may lie under our names: written by another version, another program, or half written. */
const remains = fc.dictionary(
  fc.constantFrom(
    `__dev_session___${scope}`,
    `__dev_session_updated_at_${scope}`,
    `wachter_snapshot_${scope}`,
    `wachter_sign_out_${scope}`,
  ),
  fc.oneof(
    hostileValue.map(toJson),
    fc.string(),
    fc.constantFrom('', ' ', '*', ' *', '* *', '1 2 3', '%', '%E0%A4%A', '1e999', '-1', '__proto__'),
    edits.map((changes) => toJson(edited(signedInSession, changes))),
  ),
)

const address = fc.oneof(
  fc.constantFrom(undefined, 'about:blank', 'https://app.example.com/'),
  fc.string().map((text) => `https://app.example.com/?__dev_session__=${encodeURI(text)}`),
  fc.constantFrom('https://app.example.com/?__dev_session__', 'https://app.example.com/?a=%&__dev_session__=%E0%A4%A'),
)

test(
  'a client starts from whatever was left in storage, cookies and the address',
  async () => {
    const property = fc.asyncProperty(remains, remains, remains, address, async (stored, baked, kept, url) => {
      const page = fakePage(url)
      const problems = await visit(
        async () => (page.url()?.includes('__dev_session__') ? ['leaves the dev session in the address'] : []),
        { storage: filled(stored), cookies: filled(baked), snapshotStore: filled(kept), page },
      )
      expect([...problems, ...mishaps()]).toEqual([])
    })
    await fc.assert(property, howOften(200, 2_000))
  },
  longestMs,
)

function filled(entries: Readonly<Record<string, string>>): KeyValueStore {
  const store = memoryStore()
  for (const [key, value] of Object.entries(entries)) store.set(key, value)
  return store
}
