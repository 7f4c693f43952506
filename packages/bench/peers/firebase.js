export { initializeApp } from 'firebase/app'
export { browserLocalPersistence, initializeAuth, signInWithCustomToken, signOut } from 'firebase/auth'
