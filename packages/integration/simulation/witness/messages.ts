/** After these other tabs hold their tokens back. */
const announcements = ['mutation-started', 'signed-out']
/** These tell that a change is there. */
const outcomes = ['mutation-committed']

export const announcesChange = (type: string): boolean => announcements.includes(type)
export const tellsOutcome = (type: string): boolean => outcomes.includes(type)
