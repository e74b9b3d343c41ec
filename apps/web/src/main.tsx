import { createRoot } from 'react-dom/client'
import { openLearner } from './connection/open-learner.ts'
import { Page } from './page.tsx'
import { applyChosenTheme } from './shell/theme-switch.tsx'

applyChosenTheme()
const place = document.querySelector('#page')
if (place) createRoot(place).render(<Page learner={openLearner(window.localStorage)} />)
