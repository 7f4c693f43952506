export { default as Session } from 'supertokens-website'
