/** Adds listeners, half to the session and half to the view. Returns how often they were notified. @param {import('@wachter/core').Client} client @param {number} count */
export function listenTo(client, count) {
  let heard = 0
  for (let index = 0; index < count; index++) {
    const $atom = index % 2 ? client.$session : client.$view
    $atom.listen(() => {
      heard++
    })
  }
  return () => heard
}
