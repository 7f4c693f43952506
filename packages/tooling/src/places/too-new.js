import { anyMemberGaps, globalGaps, memberGaps, pathGaps } from './compat-data.js'
import { usesOf } from './uses.js'

/**
 * The features that code needs and one of the places lacks: a sentence for each, by name.
 *
 * @param {string} code
 * @param {import('acorn').ecmaVersion} ecmaVersion
 * @param {import('./compat-data.js').Places} places
 * @returns {Map<string, string>}
 */
export function tooNew(code, ecmaVersion, places) {
  const { globals, statics, members, syntax } = usesOf(code, ecmaVersion)
  const found = [
    ...[...globals].map((name) => ({ name, gaps: globalGaps(name, places) })),
    ...[...statics].map((name) => {
      const [owner = '', member = ''] = name.split('.')
      return { name, gaps: memberGaps(owner, member, places) }
    }),
    ...[...members].map((name) => ({ name: `.${name}`, gaps: anyMemberGaps(name, places) })),
    ...[...syntax].map((name) => ({ name, gaps: pathGaps(name, places) })),
  ].filter(({ gaps }) => gaps.length > 0)
  return new Map(found.map(({ name, gaps }) => [name, `${name} is missing in ${gaps.join(', ')}`]))
}
