import { cpus, platform } from 'node:os'

/**
 * The machine in general words: `2 cores, AMD EPYC, linux`.
 *
 * @param {{ model: string }[]} cores
 * @param {string} system
 */
export function machineOf(cores = cpus(), system = platform()) {
  const model = (cores[0]?.model ?? '').replaceAll(/\((R|TM)\)/gi, '').trim()
  const [maker = 'unknown', kind = ''] = model.split(/\s+/)
  return `${cores.length} ${cores.length === 1 ? 'core' : 'cores'}, ${`${maker} ${kind}`.trim()}, ${system}`
}
