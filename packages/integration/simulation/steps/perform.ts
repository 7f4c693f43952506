import { performCall } from './perform-call.js'
import { performOutside } from './perform-outside.js'
import { performSurrounding } from './perform-surrounding.js'
import type { Stage } from './stage.js'
import type { Step } from './steps.js'

const needsNoLife: readonly Step['do'][] = ['thaw', 'kill']

/** Performs one step, without waiting for what it starts. */
export async function perform(step: Step, stage: Stage): Promise<void> {
  const live = stage.tabs()
  const tab = 'tab' in step ? live[step.tab % Math.max(1, live.length)] : undefined
  if ('tab' in step && (!tab || (tab.frozen && !needsNoLife.includes(step.do)))) return
  if (tab && (await performCall(step, tab, stage))) return
  if (await performOutside(step, stage)) return
  await performSurrounding(step, tab, stage)
}
