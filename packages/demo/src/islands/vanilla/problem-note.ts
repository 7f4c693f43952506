import type { Problem } from '../../problem.ts'
import { element } from './element.ts'

/** Shows an error. Does not set the same text twice, because a screen reader would read it again. */
export function problemNote(testId: string) {
  const note = element('p', { testId, className: 'problem', role: 'alert' })
  let said: Problem | undefined
  return {
    element: note,
    show(problem: Problem | undefined) {
      if (problem?.code === said?.code && problem?.message === said?.message) return
      said = problem
      note.replaceChildren(...(problem ? [problem.message, ' ', element('code', {}, problem.code)] : []))
    },
  }
}
