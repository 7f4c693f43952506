import { expect, test } from 'vitest'
import { barChart, lineChart } from '../../src/report/svg.js'

/** The values of an attribute, in the order of the elements. */
const attributes = (svg: string, element: string, name: string) =>
  [...svg.matchAll(new RegExp(`<${element}[^>]* ${name}="([^"]*)"`, 'g'))].map(([, value]) => value)

test('bars are as long as their values', () => {
  const bars = [
    { label: 'one', value: 1 },
    { label: 'two', value: 2 },
  ]
  const [one, two] = attributes(barChart({ title: 'Two bars', unit: '×', bars }), 'rect', 'width').map(Number)
  expect(two).toBeCloseTo((one ?? 0) * 2)
})

test('a chart of zeros has bars', () => {
  const svg = barChart({ title: 'Nothing', unit: '', bars: [{ label: 'none', value: 0 }] })
  expect(attributes(svg, 'rect', 'width')).toEqual(['1.0'])
})

test('a chart has a title, says that times vary, and is readable on dark pages', () => {
  const svg = barChart({ title: 'A & B', unit: '', bars: [{ label: '<a>', value: 1 }] })
  expect(svg).toContain('aria-label="A &amp; B"')
  expect(svg).toContain('&lt;a&gt;')
  expect(svg).toContain('Ratios from one run; absolute times vary.')
  expect(svg).toContain('@media (prefers-color-scheme: dark)')
})

test('what grows in proportion is a diagonal, what is constant is level', () => {
  const sizes = [1, 10, 100]
  const lines = [
    { label: 'in proportion', points: sizes.map((x) => ({ x, y: x })) },
    { label: 'constant', points: sizes.map((x) => ({ x, y: 10 })) },
  ]
  const svg = lineChart({ title: 'Growth', unit: 'ms', lines })
  const [steep = [], level = []] = attributes(svg, 'polyline', 'points').map((points) =>
    points?.split(' ').map((pair) => pair.split(',').map(Number)),
  )
  const heights = steep.map(([, y]) => y ?? 0)
  expect((heights[0] ?? 0) - (heights[1] ?? 0)).toBeCloseTo((heights[1] ?? 0) - (heights[2] ?? 0), 0)
  expect(heights[0]).toBeGreaterThan(heights[2] ?? 0)
  expect(new Set(level.map(([, y]) => y)).size).toBe(1)
})
