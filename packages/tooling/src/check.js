import { bootstrap, giveUp } from './bootstrap.js'
import { staticChecks } from './checks.js'
import { runSteps } from './running/steps.js'
import { withFolder } from './temporary-folder.js'

await bootstrap()
const { failures } = await withFolder((tarballs) => runSteps(staticChecks(tarballs)))
if (failures.length > 0) giveUp(failures)
