import { useDeployment } from '@wachter/vue'
import { type Ref, shallowRef, watch } from 'vue'
import {
  type Chosen,
  nothingChosen,
  type SurfaceProps,
  type Surroundings,
} from '../../../surface/views/surroundings.ts'

/** A view's inputs besides its flow. Choices made at one kind of step are discarded at the next. */
export function useSurroundings(props: SurfaceProps, step: Readonly<Ref<{ kind: string }>>): () => Surroundings {
  const { deployment } = useDeployment()
  const chosen = shallowRef(nothingChosen(step.value.kind))
  const choose = (change: Chosen) => {
    chosen.value = { ...chosen.value, ...change }
  }
  watch(
    () => step.value.kind,
    (kind) => {
      chosen.value = nothingChosen(kind)
    },
    { flush: 'sync' },
  )
  return () => ({ ...props, deployment: deployment.value, chosen: chosen.value, choose })
}
