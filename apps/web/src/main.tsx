import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { takeTokenFromAddress } from './identity/token.ts'
import { Visit } from './identity/visit.ts'
import { applyChosenTheme } from './shell/theme-switch.tsx'
import { browserStorage, tabStorage } from './storage/page-storage.ts'

applyChosenTheme()
const origin = location.origin.replace(/^http/, 'ws')
const visit = new Visit({ origin, browser: browserStorage, tab: tabStorage }, takeTokenFromAddress(window))
// A link that is opened where the page is already there changes its address only.
window.addEventListener('hashchange', () => {
  const token = takeTokenFromAddress(window)
  if (token) visit.signIn(token.text)
})
const place = document.querySelector('#page')
if (place) createRoot(place).render(<App visit={visit} />)
