import { expect, test } from 'vitest'
import { checkPassword } from '../../../src/flows/index.js'
import { aDeployment, oddDeployments } from './deployments.js'
import { loadedDeployment } from './loaded-deployment.js'

const withPolicy = (password: unknown) => aDeployment({ authSettings: { password } })
const codes = (policy: unknown, password: string) => checkPassword(withPolicy(policy), password).map(({ code }) => code)

const strict = {
  minLength: 10,
  requireLowercase: true,
  requireUppercase: true,
  requireNumber: true,
  requireSpecial: true,
}

test.each([
  ['', ['too-short', 'lowercase-missing', 'uppercase-missing', 'number-missing', 'special-missing']],
  ['aB3$aB3$a', ['too-short']],
  ['aB3$aB3$aB', []],
  ['ab3$ab3$ab', ['uppercase-missing']],
  ['AB3$AB3$AB', ['lowercase-missing']],
  ['aBc$aBc$aB', ['number-missing']],
  ['aB3aB3aB3a', ['special-missing']],
  ['aB3 aB3 aB', ['special-missing']],
  ['ÄÖÜ١٢٣€€€€€', ['lowercase-missing', 'uppercase-missing', 'number-missing']],
  ['😀😀😀aB3', ['too-short']],
])('a strict policy finds in "%s": %j', (password, problems) => {
  expect(codes(strict, password)).toEqual(problems)
})

test('says how long', () => {
  expect(checkPassword(withPolicy({ minLength: 12 }), 'short')).toEqual([{ code: 'too-short', minLength: 12 }])
  expect(checkPassword(withPolicy({ minLength: 12 }), 'x'.repeat(126))).toEqual([{ code: 'too-long', maxLength: 125 }])
})

test.each([
  [undefined, 5, ['too-short']],
  [undefined, 6, []],
  [undefined, 125, []],
  [undefined, 126, ['too-long']],
  [{ minLength: 2 }, 5, ['too-short']],
  [{ minLength: 500 }, 125, []],
  [{ minLength: -1 }, 5, ['too-short']],
])('the hard limits hold beside %j: %i characters are %j', (policy, length, problems) => {
  expect(codes(policy, 'x'.repeat(length))).toEqual(problems)
})

test('what the deployment itself refuses is found', async () => {
  const deployment = await loadedDeployment({ auth_settings: { password: { min_length: 9, require_number: true } } })
  expect(checkPassword(deployment, 'a-secret')).toEqual([
    { code: 'too-short', minLength: 9 },
    { code: 'number-missing' },
  ])
  expect(checkPassword(deployment, 'a-secret-1')).toEqual([])
})

test.each(oddDeployments)('nothing throws: %s', (_, deployment) => {
  expect(checkPassword(deployment, 'six666')).toEqual([])
})
