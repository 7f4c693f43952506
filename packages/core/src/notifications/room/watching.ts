import type { Followed } from '../../flows/engine/declaration.js'
import type { Member, Room } from './room.js'

/**
 * Follows the room while there are listeners, and while the page is watched also the resource: a hidden page requests
 * nothing, and loads again when it is shown.
 */
export const watching = (room: Room, member: Member, $resource: Followed): Followed => ({
  listen(onChange) {
    let unlisten: (() => void) | undefined
    const attend = () => {
      if (room.isWatched()) unlisten ??= $resource.listen(onChange)
      else {
        unlisten?.()
        unlisten = undefined
      }
    }
    const leave = room.join({
      filters: member.filters,
      hear(news, isHere) {
        attend()
        member.hear(news, isHere)
        onChange()
      },
    })
    attend()
    return () => {
      leave()
      unlisten?.()
      unlisten = undefined
    }
  },
})
