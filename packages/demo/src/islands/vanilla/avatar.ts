import type { Person } from '../../person.ts'
import { element } from './element.ts'

export function avatar({ initials, pictureUrl, hue }: Person, large = false): HTMLElement {
  const node = element('span', { className: large ? 'avatar large' : 'avatar', ariaHidden: 'true' })
  node.style.setProperty('--hue', String(hue))
  node.append(pictureUrl ? element('img', { src: pictureUrl, alt: '' }) : initials)
  return node
}
