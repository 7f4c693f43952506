/** A factor from 1 to a little above it, so that tabs and machines that stopped together do not come back together. */
export const jitter = (parts = 4): number => 1 + Math.random() / parts
