import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Sequence } from '../steps/steps.js'
import { replayCode } from './replay.js'
import type { SoakNews, SoakOrder } from './soak-rounds.js'

/**
 * Plays random histories for SOAK_SECONDS (default 1200), from SOAK_SEED on (default: from the clock). They run in a
 * separate process, so that a history that never ends is reported instead of blocking.
 */
const seconds = Number(process.env.SOAK_SECONDS ?? 1_200)
const firstSeed = Number(process.env.SOAK_SEED ?? Math.floor(Date.now() / 1_000) % 1_000_000)
const startedAtMs = Date.now()
const passedSeconds = () => (Date.now() - startedAtMs) / 1_000

/** Every history takes less than a second; one that takes this long never ends. */
const silenceMs = 30_000

/** Number of failures by kind. */
const failures = new Map<string, number>()
let played = 0
let nextSeed = firstSeed
let explores = true

const fail = (failure: string) => {
  const [kind = failure] = /^\w: [^:\n]*|^[^\n]*/.exec(failure) ?? []
  if (!failures.has(kind)) console.error(`${failure}\n`)
  failures.set(kind, (failures.get(kind) ?? 0) + 1)
}

/** Plays until the time is up or a history gets stuck. */
const playOn = () =>
  new Promise<void>((resolve) => {
    const child = fork(fileURLToPath(new URL('soak-rounds.ts', import.meta.url)))
    let last: Sequence | string | undefined
    let watchdog: NodeJS.Timeout | undefined
    const watch = () => {
      clearTimeout(watchdog)
      watchdog = setTimeout(() => child.kill('SIGKILL'), silenceMs)
    }
    watch()
    child.on('message', (news: SoakNews) => {
      watch()
      if ('playing' in news) {
        last = news.playing
        if (typeof last !== 'string') played++
        return
      }
      if ('explored' in news) {
        console.log(news.explored)
        if (news.failure) fail(news.failure)
        return
      }
      nextSeed = news.seed + 1
      if (news.failure) fail(news.failure)
      if (news.done) child.disconnect()
    })
    child.on('exit', (code) => {
      clearTimeout(watchdog)
      if (code !== 0) {
        nextSeed++
        fail(`A history that never ends, or ends the process:\n${typeof last === 'object' ? replayCode(last) : last}`)
      }
      resolve()
    })
    const order: SoakOrder = { seed: nextSeed, seconds: seconds - passedSeconds(), explores }
    explores = false
    child.send(order)
  })

while (passedSeconds() < seconds) await playOn()

const seeds = `seeds ${firstSeed} to ${nextSeed - 1}`
console.log(`${played} histories in ${Math.round(passedSeconds())} s, ${seeds}`)
for (const [kind, times] of failures) console.log(`${times} × ${kind}`)
process.exitCode = failures.size > 0 ? 1 : 0
