/** A random factor slightly above 1, so that tabs and machines that stopped together do not retry together. */
export const jitter = (parts = 4): number => 1 + Math.random() / parts
