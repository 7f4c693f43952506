import type { Tab } from '../world/tab.js'
import type { Stage } from './stage.js'
import type { Step } from './steps.js'

/** Within this time every visible tab checks the clock. */
const longestSettingMs = 61_000

/** Changes the machine, the network or a tab itself. */
export async function performSurrounding(step: Step, tab: Tab | undefined, stage: Stage): Promise<void> {
  const { times, network, channels, witness, tabs, open, pass } = stage
  const own = tab as Tab
  const live = tabs()

  switch (step.do) {
    case 'set-clock':
      witness.clockMoved()
      // Do not set the clock twice within this time: no tab would have noticed the first change.
      await pass(times.sinceWallWasSetMs() < longestSettingMs ? longestSettingMs : 0)
      return times.setWall(step.byMs)
    case 'sleep':
      witness.stir(live, 'wake')
      return times.sleep(step.ms)
    case 'offline':
      witness.stir(live, 'fault')
      return network.setOnline(false)
    case 'online':
      if (network.isOnline()) return
      network.setOnline(true)
      for (const one of live) if (!one.frozen) one.signal('online')
      return witness.stir(live, 'wake')
    case 'fault':
      witness.stir([own], 'fault')
      if (step.fault === 'too-late') witness.changedElsewhere()
      return network.befall(own, step.fault)
    case 'break':
      witness.stir(live, 'fault')
      if (step.fault === 'too-late') witness.changedElsewhere()
      return network.break(step.path, step.fault)
    case 'mend':
      witness.stir(live, 'wake')
      return network.mend()
    case 'line':
      witness.changedElsewhere()
      return channels.travel(step.mode)
    case 'hide':
      return own.show(false)
    case 'show':
      witness.stir([own], 'wake')
      return own.show(true)
    case 'freeze':
      return own.freeze()
    case 'thaw':
      witness.stir([own], 'wake')
      if (own.frozen) witness.woken(own)
      return own.thaw()
    case 'kill':
      witness.killed(own)
      return own.kill()
    case 'stop':
      return own.stop()
    case 'start':
      witness.stir([own], 'wake')
      return own.start()
    case 'open':
      return open(step)
    case 'wait':
      return pass(step.ms)
  }
}
