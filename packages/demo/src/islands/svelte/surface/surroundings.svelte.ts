import { useDeployment } from '@wachter/svelte'
import {
  type Chosen,
  nothingChosen,
  type SurfaceProps,
  type Surroundings,
} from '../../../surface/views/surroundings.ts'

/** A view's inputs besides its flow. Choices made at one kind of step are discarded at the next. */
export function useSurroundings(
  props: () => SurfaceProps,
  flow: { readonly step: { kind: string } },
): () => Surroundings {
  const deployment = useDeployment()
  // Derived separately, so that nothing is recomputed while the kind stays the same.
  const kind = $derived(flow.step.kind)
  let chosen = $derived(nothingChosen(kind))
  const choose = (change: Chosen) => {
    chosen = { ...chosen, ...change }
  }
  return () => ({ ...props(), deployment: deployment.deployment, chosen, choose })
}
