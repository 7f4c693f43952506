import { createClient } from '@wachter/core'
import { createWachter } from '@wachter/vue'
import { createApp } from 'vue'
import App from './App.vue'

const client = createClient({ publishableKey: 'pk_test_aHR0cDovL2xvY2FsaG9zdDo0NzQ3' })

createApp(App).use(createWachter(client)).mount('#app')
