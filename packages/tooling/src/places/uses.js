import { parse } from 'acorn'
import { ancestor } from 'acorn-walk'
import { analyze } from 'eslint-scope'

/**
 * The features that code needs from its runtime.
 *
 * @typedef {object} Uses
 * @property {Set<string>} globals
 * @property {Set<string>} statics members of globals, such as `URL.canParse`
 * @property {Set<string>} members of other values, unless the code itself defines a member of that name
 * @property {Set<string>} syntax as paths in MDN's compatibility data
 */

const staticBlock = 'javascript.classes.static.initialization_blocks'
const lookbehind = 'javascript.regular_expressions.lookbehind_assertion'
const globalObjects = new Set(['globalThis', 'window', 'self'])

/**
 * Reads a module's code, built or bundled.
 *
 * @param {string} code
 * @param {import('acorn').ecmaVersion} ecmaVersion
 * @returns {Uses}
 * @throws {SyntaxError} when the code is newer than that edition
 */
export function usesOf(code, ecmaVersion) {
  const program = parse(code, { ecmaVersion, sourceType: 'module', locations: true, ranges: true, allowHashBang: true })
  const unresolved = unresolvedNames(program, ecmaVersion)
  const uses = { globals: new Set(), statics: new Set(), members: new Set(), syntax: new Set() }
  const defined = new Set()

  ancestor(program, {
    Identifier: (node, _, ancestors) => {
      // `typeof name` checks for existence, and is safe everywhere.
      if (unresolved.has(node) && ancestors.at(-2)?.type !== 'UnaryExpression') uses.globals.add(node.name)
    },
    MemberExpression: (node) => {
      const name = memberName(node)
      if (name === undefined) return
      const owner = node.object
      if (owner.type === 'Identifier' && unresolved.has(owner)) {
        if (globalObjects.has(owner.name)) uses.globals.add(name)
        else uses.statics.add(`${owner.name}.${name}`)
      } else if (ownedByGlobalObject(owner, unresolved)) uses.statics.add(`${memberName(owner)}.${name}`)
      else uses.members.add(name)
    },
    AssignmentExpression: ({ left }) => {
      if (left.type === 'MemberExpression') defined.add(memberName(left))
    },
    ObjectExpression: ({ properties }) => {
      for (const property of properties) if ('key' in property) defined.add(keyName(property.key))
    },
    MethodDefinition: ({ key }) => void defined.add(keyName(key)),
    PropertyDefinition: ({ key }) => void defined.add(keyName(key)),
    StaticBlock: () => void uses.syntax.add(staticBlock),
    Literal: ({ value, regex }) => {
      if (/\(\?<[=!]/.test(regex?.pattern ?? (typeof value === 'string' ? value : ''))) uses.syntax.add(lookbehind)
    },
    TemplateElement: ({ value }) => {
      if (/\(\?<[=!]/.test(value.raw)) uses.syntax.add(lookbehind)
    },
  })
  for (const name of defined) uses.members.delete(name)
  return uses
}

/**
 * All features by name, in the notation of complaints and guards.
 *
 * @param {Uses} uses
 */
export function namesIn({ globals, statics, members, syntax }) {
  return new Set([...globals, ...statics, ...[...members].map((name) => `.${name}`), ...syntax])
}

/**
 * The identifiers that the code does not declare.
 *
 * @param {import('acorn').Program} program
 * @param {import('acorn').ecmaVersion} ecmaVersion
 */
function unresolvedNames(program, ecmaVersion) {
  const scopes = analyze(/** @type {never} */ (program), {
    ecmaVersion: /** @type {never} */ (ecmaVersion),
    sourceType: 'module',
  })
  return new Set(scopes.globalScope?.through.map(({ identifier }) => /** @type {unknown} */ (identifier)))
}

/** @param {import('acorn').AnyNode} node */
function memberName(node) {
  if (node.type !== 'MemberExpression') return undefined
  return node.computed && node.property.type !== 'Literal' ? undefined : keyName(node.property)
}

/** @param {import('acorn').AnyNode} key */
function keyName(key) {
  if (key.type === 'Identifier') return key.name
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : undefined
}

/**
 * Whether this is `globalThis.something`.
 *
 * @param {import('acorn').AnyNode} node
 * @param {Set<unknown>} unresolved
 */
function ownedByGlobalObject(node, unresolved) {
  if (node.type !== 'MemberExpression' || memberName(node) === undefined) return false
  return node.object.type === 'Identifier' && unresolved.has(node.object) && globalObjects.has(node.object.name)
}
