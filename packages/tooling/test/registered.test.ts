import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packages, problemsIn, programOf } from './virtual-program.js'

// The same file is checked against the packed packages in an empty project.
const fixture = join(packages, 'tooling/stranger/registered.ts')
const problems = problemsIn(programOf([fixture], new Map()), fixture)

test('what an app has registered types the permissions, roles and metadata of every entry', () => {
  expect(problems).toEqual([])
})
