import { expect, test } from 'vitest'
import { runSteps } from '../../src/running/steps.js'

function setUp() {
  const said: string[] = []
  const started: string[] = []
  const step = (name: string, options: { after?: string[]; error?: Error } = {}) => ({
    name,
    after: options.after ?? [],
    failure: `${name} is broken.`,
    run: async () => {
      started.push(name)
      if (options.error) throw options.error
    },
  })
  return { said, started, step, say: (line: string) => said.push(line) }
}

test('a failed step leaves out those that need it and no others', async () => {
  const { started, step, said, say } = setUp()
  const steps = [
    step('build', { error: new Error('no') }),
    step('pack', { after: ['build'] }),
    step('attw', { after: ['pack'] }),
    step('lint'),
  ]
  expect((await runSteps(steps, { say })).failures).toEqual(['build: build is broken.'])
  expect(started).toEqual(['build', 'lint'])
  expect(said).toContain('✗ attw  left out, because of: build')
})

test('a step begins when what it needs has passed', async () => {
  const { started, step, say } = setUp()
  const build = {
    ...step('build'),
    run: async () => {
      await Promise.resolve()
      started.push('build, to its end')
    },
  }
  expect((await runSteps([build, step('pack', { after: ['build'] }), step('lint')], { say })).failures).toEqual([])
  expect(started).toEqual(['lint', 'build, to its end', 'pack'])
})

test('no more steps run at once than allowed', async () => {
  const { step, say } = setUp()
  let running = 0
  let most = 0
  const counted = ['a', 'b', 'c', 'd', 'e'].map((name) => ({
    ...step(name),
    run: async () => {
      running += 1
      most = Math.max(most, running)
      await Promise.resolve()
      running -= 1
    },
  }))
  expect((await runSteps(counted, { atOnce: 2, say })).failures).toEqual([])
  expect(most).toBe(2)
})

test('what a failed command printed is shown', async () => {
  const { step, said, say } = setUp()
  await runSteps([step('lint', { error: Object.assign(new Error('biome ended with 1'), { output: 'line 3\n' }) })], {
    say,
  })
  expect(said).toContain('line 3\nbiome ended with 1')
})

test('every step that ran has a time, and one that was left out has none', async () => {
  const { step, say } = setUp()
  const steps = [step('build', { error: new Error('no') }), step('pack', { after: ['build'] }), step('lint')]
  const { times } = await runSteps(steps, { say })
  expect(times.map(({ name }) => name)).toEqual(['build', 'lint'])
  for (const { ms } of times) expect(ms).toBeGreaterThanOrEqual(0)
})
