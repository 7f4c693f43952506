// The process of a case, for a test: what it does is the scenario's name.
const { scenario } = JSON.parse(process.argv[2] ?? '{}')
setInterval(() => undefined, 1_000)
const answers = { 'leaves a timer': { result: 'done' }, throws: { error: 'not signed in' } }
const answer = answers[/** @type {keyof typeof answers} */ (scenario)]
if (answer) process.send?.(answer, () => process.exit())
if (scenario === 'exits') process.exit()
