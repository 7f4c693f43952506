/** Whether fewer rounds are made: every process of a run gets the option of the command. */
export const quick = process.argv.includes('--quick')
