import { describeSurface } from './describe-surface.ts'
import { useStage } from './visit.ts'

useStage()

describeSurface('vanilla')
describeSurface('react')
