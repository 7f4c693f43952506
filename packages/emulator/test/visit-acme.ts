import type { EmulatorOptions } from '@wachter/emulator'
import { expect } from 'vitest'
import { setUp } from './visitor'

/** Somebody of Acme, signed in, and the paths of their organization and workspace. */
export async function visitAcme(who = 'ada', options: EmulatorOptions = {}) {
  const room = setUp(options)
  const { world, visitor } = room
  await visitor.signIn(`${who}@example.com`)
  const acme = `/organizations/${world.organization('Acme').id}`
  const engineering = `/workspaces/${world.workspace('Engineering').id}`
  const memberOfAcme = (name: string) => world.organizationMembership(name, 'Acme').id
  const roleNamed = (name: string) => world.state().roles.find((role) => role.name === name)?.id ?? ''
  return { ...room, acme, engineering, memberOfAcme, roleNamed }
}

/** A body in which fields may repeat. */
export const repeated = (...fields: [string, string][]): RequestInit => ({ body: new URLSearchParams(fields) })

/** What a refusal without a code looks like. */
export const refusal = (status: number) => ({ status, errors: null, message: expect.any(String) })

/** The refusal of a body without what it needs. It does not say what. */
export const badBody = { status: 400, errors: null, message: 'Bad request body', data: {} }
