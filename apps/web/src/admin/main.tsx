import { createRoot } from 'react-dom/client'
import { applyChosenTheme } from '../shell/theme-switch.tsx'
import { OperatorPage } from './operator-page.tsx'
import { ServerWatch } from './server-watch.ts'

applyChosenTheme()
const place = document.querySelector('#page')
if (place) createRoot(place).render(<OperatorPage watch={new ServerWatch(window.sessionStorage)} />)
