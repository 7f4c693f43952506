import { signInWithPassword } from '@wachter/core/flows'
import { seedPassword } from '@wachter/emulator'
import type { Network } from './network.js'
import type { Person, WatchedServer } from './server.js'
import type { Step } from './steps.js'
import type { Tab } from './tab.js'
import type { Times } from './times.js'
import type { Witness } from './witness/witness.js'

interface Stage {
  readonly server: WatchedServer
  readonly times: Times
  readonly network: Network
  readonly witness: Witness
  /** Those that live. */
  readonly tabs: () => readonly Tab[]
  readonly open: () => Tab | undefined
  readonly pass: (ms: number) => Promise<void>
}

/** In this time every visible tab looks at the clock. */
const longestSettingMs = 61_000

/** Makes one step happen, and waits for nothing it begins. */
export async function perform(step: Step, stage: Stage): Promise<void> {
  const { server, times, network, witness, tabs, open, pass } = stage
  const { world } = server.emulator
  const live = tabs()
  const tab = 'tab' in step ? live[step.tab % Math.max(1, live.length)] : undefined
  if ('tab' in step && (!tab || (tab.frozen && step.do !== 'thaw' && step.do !== 'kill'))) return
  const own = tab as Tab
  const { client } = own ?? {}
  const userId = (who: Person) => world.user(who).id
  const signInIdOf = (who: Person): string | undefined =>
    client?.$signIns.get().find((row) => row.userId === userId(who))?.id ??
    server.signIns().find((row) => row.userId === userId(who))?.id

  switch (step.do) {
    case 'token': {
      const { template, force } = step
      return witness.token(own, `getToken ${template ?? ''}${force ? '!' : ''}`, () =>
        client.getToken({ ...(template && { template }), ...(force && { forceRefresh: true }) }),
      )
    }
    case 'switch-account': {
      const id = signInIdOf(step.who)
      if (id) witness.change(own, 'change', `switchSignIn ${step.who}`, () => client.switchSignIn(id))
      return
    }
    case 'enter-organization': {
      const id = step.name && world.organization(step.name).id
      return witness.change(own, 'change', `switchOrganization ${step.name ?? ''}`, () => client.switchOrganization(id))
    }
    case 'enter-workspace': {
      const { id } = world.workspace(step.name)
      return witness.change(own, 'change', `switchWorkspace ${step.name}`, () => client.switchWorkspace(id))
    }
    case 'sign-out': {
      const id = step.who && signInIdOf(step.who)
      if (step.who && !id) return
      const known = client.$signIns.get().map((row) => row.id)
      const done = witness.signsOut(own, id ? [id] : [...known, ...server.signIns().map((row) => row.id)])
      return witness.change(own, 'sign-out', `signOut ${step.who ?? ''}`, () => client.signOut(id), done)
    }
    case 'sign-in': {
      const credentials = { email: `${step.who}@example.com`, password: seedPassword }
      return witness.change(own, 'change', `signIn ${step.who}`, () => signInWithPassword(client, credentials))
    }
    case 'impersonate': {
      const ticket = world.mintTicket({ type: 'impersonation', user: step.who })
      return witness.change(own, 'change', `exchangeTicket ${step.who}`, () => client.exchangeTicket(ticket))
    }
    case 'refetch':
      return witness.change(own, 'refetch', 'refetch', () => client.refetch())
    case 'revoke':
    case 'expire': {
      const row = server.signIns().find((one) => one.userId === userId(step.who))
      if (!row) return
      witness.changedElsewhere()
      if (step.do === 'revoke') world.revokeSignIn(row.id)
      else world.setSignInExpiry(row.id, times.server() + step.inMs)
      return
    }
    case 'grant':
    case 'expel': {
      const place = step.do === 'expel' ? step.name : 'Acme'
      const row = world
        .state()
        .organizationMemberships.find(
          (one) => one.userId === userId(step.who) && one.organizationId === world.organization(place).id,
        )
      if (!row) return
      if (step.do === 'expel') world.removeMembership(row.id)
      else world.setMembershipRoles(row.id, [step.role])
      return
    }
    case 'set-clock':
      witness.clockMoved()
      // Nobody sets a clock twice in the time of a request: no tab would have noticed the first.
      await pass(times.sinceWallWasSetMs() < longestSettingMs ? longestSettingMs : 0)
      return times.setWall(step.byMs)
    case 'sleep':
      return times.sleep(step.ms)
    case 'offline':
      return network.setOnline(false)
    case 'online':
      if (network.isOnline()) return
      network.setOnline(true)
      witness.stir()
      for (const one of live) if (!one.frozen) one.signal('online')
      return
    case 'fault':
      return network.befall(own, step.fault)
    case 'hide':
      return own.show(false)
    case 'show':
      witness.stir()
      return own.show(true)
    case 'freeze':
      return own.freeze()
    case 'thaw':
      witness.stir()
      return own.thaw()
    case 'kill':
      witness.killed(own)
      return own.kill()
    case 'stop':
      own.stop()
      return witness.checkStopped(own)
    case 'start':
      witness.stir()
      return own.start()
    case 'open':
      open()
      return
    case 'wait':
      return pass(step.ms)
  }
}
