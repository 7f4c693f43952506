import { useId, useState } from 'react'
import { type Choice, closedChoices, optionLabel } from '../../places.ts'

interface PickerProps {
  place: 'organization' | 'workspace'
  label: string
  choices: readonly Choice[]
  current: string
  choose: (value: string) => Promise<void>
}

/** A labelled select. It shows the chosen value while the change is pending. */
export function Picker({ place, label, choices, current, choose }: PickerProps) {
  const [wanted, setWanted] = useState<string>()
  const hintId = useId()
  const change = async (value: string) => {
    setWanted(value)
    await choose(value)
    // A later choice may have replaced this one.
    setWanted((latest) => (latest === value ? undefined : latest))
  }
  return (
    <label className="field">
      <span className="label">{label}</span>
      <select
        className="input"
        value={wanted ?? current}
        disabled={choices.length === 1}
        aria-describedby={hintId}
        onChange={(event) => change(event.target.value)}
        data-testid={`react-switch-${place}`}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} disabled={choice.reason !== undefined}>
            {optionLabel(choice)}
          </option>
        ))}
      </select>
      <span id={hintId} className="hint" data-testid={`react-${place}-hint`}>
        {closedChoices(choices)}
      </span>
    </label>
  )
}
