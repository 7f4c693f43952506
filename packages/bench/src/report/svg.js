/**
 * @typedef {{ label: string, value: number, text?: string }} Bar
 * @typedef {{ label: string, points: { x: number, y: number }[] }} Line
 */

const width = 720
const labelWidth = 250
const rowHeight = 26
const top = 62
const note = 'Ratios from one run; absolute times vary.'
const colours = ['#2563eb', '#d97706', '#059669', '#db2777', '#7c3aed', '#64748b', '#0891b2', '#65a30d']

/**
 * A chart of horizontal bars, readable on light and on dark pages.
 *
 * @param {{ title: string, unit: string, bars: Bar[] }} chart
 */
export function barChart({ title, unit, bars }) {
  const longest = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE)
  const room = width - labelWidth - 110
  const rows = bars.map(({ label, value, text = String(value) }, index) => {
    const y = top + index * rowHeight
    const length = Math.max(1, (value / longest) * room)
    return [
      textAt(labelWidth - 10, y + 15, label, 'end'),
      `<rect x="${labelWidth}" y="${y + 3}" width="${length.toFixed(1)}" height="${rowHeight - 8}" rx="2" fill="${colours[0]}"/>`,
      textAt(labelWidth + length + 8, y + 15, `${text} ${unit}`.trim()),
    ].join('')
  })
  return frame(title, top + bars.length * rowHeight + 12, rows)
}

/**
 * A chart of lines on two logarithmic axes: the steeper a line, the larger its exponent. All values must be above 0.
 *
 * @param {{ title: string, unit: string, lines: Line[] }} chart
 */
export function lineChart({ title, unit, lines }) {
  const points = lines.flatMap((line) => line.points)
  const area = { left: 84, right: width - 44, top: top + 6, bottom: 330 }
  const [xAxis, yAxis] = [axisOf(points.map(({ x }) => x)), axisOf(points.map(({ y }) => y))]
  const at = (/** @type {{ x: number, y: number }} */ { x, y }) => ({
    x: area.left + xAxis.share(x) * (area.right - area.left),
    y: area.bottom - yAxis.share(y) * (area.bottom - area.top),
  })
  const grid = [
    ...xAxis.ticks.map((x) => textAt(at({ x, y: yAxis.least }).x, area.bottom + 18, grouped(x), 'middle')),
    ...yAxis.ticks.map((y) => {
      const level = at({ x: xAxis.least, y }).y.toFixed(1)
      const rule = `<line class="rule" x1="${area.left}" x2="${area.right}" y1="${level}" y2="${level}"/>`
      return rule + textAt(area.left - 8, Number(level) + 4, `${grouped(y)} ${unit}`, 'end')
    }),
  ]
  const drawn = lines.map(({ label, points: own }, index) => {
    const colour = colours[index % colours.length]
    const path = own.map((point) => at(point)).map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`)
    const y = area.bottom + 44 + index * 20
    return [
      `<polyline points="${path.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      `<rect x="${area.left}" y="${y - 10}" width="12" height="12" rx="2" fill="${colour}"/>`,
      textAt(area.left + 20, y, label),
    ].join('')
  })
  return frame(title, area.bottom + 44 + lines.length * 20, [...grid, ...drawn])
}

/** A logarithmic axis with a tick at each power of ten. @param {number[]} values */
function axisOf(values) {
  const least = Math.floor(Math.log10(Math.min(...values)))
  const most = Math.max(least + 1, Math.ceil(Math.log10(Math.max(...values))))
  return {
    least: 10 ** least,
    ticks: Array.from({ length: most - least + 1 }, (_, index) => 10 ** (least + index)),
    share: (/** @type {number} */ value) => (Math.log10(value) - least) / (most - least),
  }
}

/** @param {string} title @param {number} height @param {string[]} content */
const frame = (title, height, content) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" \
viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
<style>
text { font: 13px system-ui, sans-serif; fill: #1f2937 }
.title { font-size: 16px; font-weight: 600 }
.note { fill: #6b7280 }
.rule { stroke: #d1d5db }
@media (prefers-color-scheme: dark) {
text { fill: #e5e7eb }
.note { fill: #9ca3af }
.rule { stroke: #374151 }
}
</style>
${textAt(12, 24, title, 'start', 'title')}
${textAt(12, 44, note, 'start', 'note')}
${content.join('\n')}
</svg>
`

/** @param {number} x @param {number} y @param {string} text @param {'start' | 'middle' | 'end'} [anchor] @param {string} [kind] */
const textAt = (x, y, text, anchor = 'start', kind = '') =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}"${kind && ` class="${kind}"`}>${escaped(text)}</text>`

/** @param {string} text */
const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Digits in groups of three. @param {number} value */
const grouped = (value) =>
  value < 1 ? String(Number(value.toPrecision(1))) : String(value).replace(/\B(?=(\d{3})+$)/g, ' ')
