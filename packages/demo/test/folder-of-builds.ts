import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** For pages that tests build; removed after the last test. */
    readonly folderOfBuilds: string
  }
}

export default async function provideFolder(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'wachter-demo-'))
  project.provide('folderOfBuilds', folder)
  return () => rm(folder, { recursive: true, force: true })
}
