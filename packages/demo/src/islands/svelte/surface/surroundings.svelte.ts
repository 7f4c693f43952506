import { useDeployment } from '@wachter/svelte'
import {
  type Chosen,
  nothingChosen,
  type SurfaceProps,
  type Surroundings,
} from '../../../surface/views/surroundings.ts'

/** What a screen's view depends on beside its flow. What was chosen at one kind of step is gone at the next. */
export function useSurroundings(
  props: () => SurfaceProps,
  flow: { readonly step: { kind: string } },
): () => Surroundings {
  const deployment = useDeployment()
  // By itself, so that nothing is derived anew while the kind stays the same.
  const kind = $derived(flow.step.kind)
  let chosen = $derived(nothingChosen(kind))
  const choose = (change: Chosen) => {
    chosen = { ...chosen, ...change }
  }
  return () => ({ ...props(), deployment: deployment.deployment, chosen, choose })
}
