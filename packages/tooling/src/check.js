import { bootstrap, giveUp } from './bootstrap.js'
import { staticChecks } from './checks.js'
import { runSteps } from './steps.js'
import { withFolder } from './temporary-folder.js'

const pnpm = await bootstrap()
const failures = await withFolder((tarballs) => runSteps(staticChecks(pnpm, tarballs)))
if (failures.length > 0) giveUp(failures)
