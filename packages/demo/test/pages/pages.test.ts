import { useStage } from '../surface/visit.ts'
import { describePages } from './describe-pages.ts'

useStage()

describePages('vanilla')
describePages('react')
describePages('vue')
describePages('svelte')
