import { useDeployment } from '@wachter/react'
import { useState } from 'react'
import {
  type Chosen,
  nothingChosen,
  type SurfaceProps,
  type Surroundings,
} from '../../../surface/views/surroundings.ts'

/** A view's inputs besides its flow. Choices made at one kind of step are discarded at the next. */
export function useSurroundings(props: SurfaceProps, kind: string): Surroundings {
  const { deployment } = useDeployment()
  const [chosen, setChosen] = useState(() => nothingChosen(kind))
  if (chosen.at !== kind) setChosen(nothingChosen(kind))
  const choose = (change: Chosen) => setChosen((latest) => ({ ...latest, ...change }))
  return { ...props, deployment, chosen, choose }
}
