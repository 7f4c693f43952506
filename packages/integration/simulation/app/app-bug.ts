/** The error that an app's listener throws: the app's own bug, which must not break our client. */
export class AppBug extends Error {
  override readonly name = 'AppBug'
}
