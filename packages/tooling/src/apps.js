import { appNames, appStep } from './apps/app-step.js'
import { quickStartNames } from './apps/starters/quick-start.js'
import { quickStartStep } from './apps/starters/quick-start-step.js'
import { bootstrap, giveUp } from './bootstrap.js'
import { ensureBrowser } from './browser/browser-install.js'
import { buildStep } from './checks.js'
import { packAll } from './packages.js'
import { runSteps } from './running/steps.js'
import { withFolder } from './temporary-folder.js'

// Real apps, one per framework: the packed packages are installed into a copy of each, it is built for production, run, and
// visited in Chromium. Then the quick starts, each followed in a new app. With names as arguments, only these.
await bootstrap()
const wanted = process.argv.slice(2)
const isWanted = (/** @type {string} */ name) => wanted.length === 0 || wanted.includes(name)
const apps = (await appNames()).filter(isWanted)
const quickStarts = (await quickStartNames()).filter((name) => isWanted(`quick-start-${name}`))
const names = [...apps, ...quickStarts.map((name) => `quick-start-${name}`)]
if (names.length === 0) giveUp([`There is no app named ${wanted.join(', ')}.`])

const { failures } = await withFolder((tarballs) =>
  runSteps([
    {
      name: 'browser',
      failure: 'There is no browser to visit the apps with.',
      run: async () => {
        const browser = await ensureBrowser()
        if (!browser) throw new Error('A browser is needed to visit the apps.')
        return `Visiting with ${browser}`
      },
    },
    buildStep(),
    { name: 'pack', after: ['build'], failure: 'A package cannot be packed.', run: () => packAll(tarballs) },
    ...apps.map((name) => appStep(name, tarballs)),
    ...quickStarts.map((name) => quickStartStep(name, tarballs)),
  ]),
)
if (failures.length > 0) giveUp(failures)
console.log(`${names.length} ${names.length === 1 ? 'app' : 'apps'} passed: ${names.join(', ')}`)
