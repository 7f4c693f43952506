import type { Schema } from '@wachter/core'
import * as wire from '@wachter/core/wire'
import { createEmulator } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { contactVisits } from './conformance/contact-visits.js'
import { doorVisits } from './conformance/door-visits.js'
import { organizationVisits } from './conformance/organization-visits.js'
import { otherVisits } from './conformance/other-visits.js'
import { sessionVisits } from './conformance/session-visits.js'
import { adaIn } from './conformance/visit.js'
import { wayInVisits } from './conformance/way-in-visits.js'
import { fullDeployment } from './fixtures/deployment.js'
import { createRawCaller } from './raw-caller.js'
import { read, untidiness } from './wire-reading.js'
import { deviations, shapeOf } from './wire-shape.js'

const visits = [
  ...sessionVisits,
  ...otherVisits,
  ...wayInVisits,
  ...doorVisits,
  ...contactVisits,
  ...organizationVisits,
]

describe.each([{ nasty: false }, { nasty: true }])('the emulator, nasty: $nasty', ({ nasty }) => {
  test.each(visits)('answers $name in an envelope core reads', async ({ before, ask, schema }) => {
    const emulator = createEmulator({ nasty })
    const call = createRawCaller(emulator)
    await before?.(call, emulator)
    const { status, body } = await call(ask(emulator))
    expect({ status, ...body }).toMatchObject({
      status: 200,
      message: '',
      errors: null,
      session: { id: expect.any(String) },
    })
    expect(Object.keys(body).sort()).toEqual(['data', 'errors', 'message', 'session', 'status'])
    const { data } = read(wire.success, body)
    expect(untidiness(read(schema, data))).toEqual([])
  })
})

describe('the emulator', () => {
  test.each(visits.filter(({ shape }) => shape))('answers $name with the fields the protocol names', async (visit) => {
    const emulator = createEmulator()
    const call = createRawCaller(emulator)
    await visit.before?.(call, emulator)
    const { body } = await call(visit.ask(emulator))
    const found = deviations(body.data, visit.shape ?? new Map())
    // A build names the MFA flag of a workspace one way or the other; the emulator both ways.
    expect(found.filter((deviation) => !deviation.endsWith('workspace.enforce_2fa is unheard of'))).toEqual([])
  })

  test('answers the deployment with every setting the protocol names', async () => {
    const { body } = await createRawCaller(createEmulator())({ path: '/deployment' })
    const { theme_tokens: _optional, ...uiSettings } = fullDeployment.ui_settings
    const shape = shapeOf({ ...fullDeployment, ui_settings: uiSettings })
    // The protocol names the settings a client needs; there are more.
    expect(deviations(body.data, shape).filter((deviation) => !deviation.endsWith('unheard of'))).toEqual([])
  })

  test('means the same when it is nasty', async () => {
    const emulator = createEmulator()
    const call = createRawCaller(emulator)
    await adaIn('workspace', 'Engineering')(call, emulator)
    const reads: [string, Schema<unknown>][] = [
      ['/session', wire.session],
      ['/me', wire.user],
      ['/me/organization-memberships', wire.organizationMemberships],
      ['/me/workspace-memberships', wire.workspaceMemberships],
    ]
    for (const [path, schema] of reads) {
      emulator.world.switches.nasty = false
      const tidy = await call({ path })
      emulator.world.switches.nasty = true
      const untidy = await call({ path })
      expect(untidy.body).not.toEqual(tidy.body)
      expect(comparable(read(schema, untidy.body.data))).toEqual(comparable(read(schema, tidy.body.data)))
    }
  })
})

/** Without what a nasty answer has every right to change: rounded role references, strangers, the app's own null. */
function comparable(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, entry: unknown) => {
    if (key === 'availability' || key === 'verification_strategy' || key === 'public_metadata') return undefined
    if (key === 'roles' && Array.isArray(entry)) {
      return entry.map(({ organization_id: _o, workspace_id: _w, ...role }: Record<string, unknown>) => role)
    }
    return entry
  })
}
