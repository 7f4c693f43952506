export { Greeting } from '../guides/testing/greeting'
