import './node_modules/@clerk/clerk-js/dist/clerk.browser.js'
