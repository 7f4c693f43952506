/** After these messages, other tabs do not return their cached tokens. */
const announcements = ['mutation-started', 'signed-out']
/** These messages say that a change was committed. */
const outcomes = ['mutation-committed']

export const announcesChange = (type: string): boolean => announcements.includes(type)
export const tellsOutcome = (type: string): boolean => outcomes.includes(type)
