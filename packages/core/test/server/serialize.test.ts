import { expect, test } from 'vitest'
import { serializeInitialState } from '../../src/server/index.js'
import { aContainer } from '../set-up.js'

test.each(['</script><script>alert(1)</script>', '<!--', ']]>', 'a\u2028b\u2029c', '&lt;', '"\'\\'])(
  'a state with %s in it ends no element, and is the same when it is read',
  (id) => {
    const state = { container: aContainer([], { id }), atMs: 1 }
    const text = serializeInitialState(state)
    expect(text).not.toMatch(/[<>&\u2028\u2029]/)
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(state)))
    expect(new Function(`return ${text}`)()).toEqual(JSON.parse(text))
  },
)
