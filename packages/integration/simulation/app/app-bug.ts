/** What a listener of the app throws: its own fault, which must harm nothing of ours. */
export class AppBug extends Error {
  override readonly name = 'AppBug'
}
