import { useDeployment } from '@wachter/react'
import { useState } from 'react'
import {
  type Chosen,
  nothingChosen,
  type SurfaceProps,
  type Surroundings,
} from '../../../surface/views/surroundings.ts'

/** What a screen's view depends on beside its flow. What was chosen at one kind of step is gone at the next. */
export function useSurroundings(props: SurfaceProps, kind: string): Surroundings {
  const { deployment } = useDeployment()
  const [chosen, setChosen] = useState(() => nothingChosen(kind))
  if (chosen.at !== kind) setChosen(nothingChosen(kind))
  const choose = (change: Chosen) => setChosen((latest) => ({ ...latest, ...change }))
  return { ...props, deployment, chosen, choose }
}
