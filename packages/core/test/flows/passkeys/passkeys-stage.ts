import { defaultSeed, type EmulatorOptions } from '@wachter/emulator'
import { createPasskeys, type PasskeysFlow } from '../../../src/account/index.js'
import { type Person, setUp } from '../../set-up.js'
import { at } from '../steps.js'
import { stubAuthenticator } from './fake-authenticator.js'

const passkey = { enabled: true, prompt_registration_on_auth: false, allow_autofill: false }

/** A deployment with passkeys. */
export const seed = { ...defaultSeed, deployment: { auth_settings: { passkey } } }

/** A tab in which these people are signed in, on a device that makes passkeys. */
export async function setUpPasskeys(people: readonly Person[] = ['ada'], options: EmulatorOptions = {}) {
  const stage = setUp({ seed, ...options })
  const authenticator = stubAuthenticator(stage.emulator.baseUrl)
  const tab = await stage.openAs(people)
  return { ...stage, ...tab, authenticator, passkeys: createPasskeys(tab.client) }
}

export const manage = (flow: PasskeysFlow) => at(flow.$state.get(), 'manage')
