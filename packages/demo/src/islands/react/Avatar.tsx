import type { CSSProperties } from 'react'
import type { Person } from '../../person.ts'

export function Avatar({ person, large = false }: { person: Person; large?: boolean }) {
  return (
    <span
      className={large ? 'avatar large' : 'avatar'}
      style={{ '--hue': person.hue } as CSSProperties}
      aria-hidden="true"
    >
      {person.pictureUrl ? <img src={person.pictureUrl} alt="" /> : person.initials}
    </span>
  )
}
