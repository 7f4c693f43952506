import { type ElementProps, element as plainElement } from '../../element.ts'

/** Creates an element of this island: its test id begins with the island's name. */
export const element: typeof plainElement = (tag, props, ...children) => {
  const { testId, ...rest } = props ?? {}
  const prefixed = testId ? { ...rest, testId: `vanilla-${testId}` } : rest
  return plainElement(tag, prefixed as ElementProps<typeof tag>, ...children)
}
