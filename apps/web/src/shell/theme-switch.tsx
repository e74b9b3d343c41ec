import { Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { browserStorage } from '../storage/page-storage.ts'
import { useMedia } from './use-media.ts'

type Theme = 'light' | 'dark'

const key = 'tutor.theme'

/** Before anything is shown, so that nobody is dazzled first. */
export function applyChosenTheme(): void {
  apply(chosenTheme())
}

/** What the system prefers, until the learner chooses otherwise; then what they chose, until they choose the system's again. */
export function ThemeSwitch() {
  const preferred: Theme = useMedia('(prefers-color-scheme: dark)') ? 'dark' : 'light'
  const [chosen, setChosen] = useState(chosenTheme)
  const other: Theme = (chosen ?? preferred) === 'dark' ? 'light' : 'dark'
  const change = () => {
    const choice = other === preferred ? undefined : other
    setChosen(choice)
    if (choice) browserStorage.set(key, choice)
    else browserStorage.remove(key)
    apply(choice)
  }
  const Icon = other === 'dark' ? Moon : Sun
  const label = other === 'dark' ? 'Dark colours' : 'Light colours'
  return <button className="plain icon" aria-label={label} title={label} onClick={change}><Icon size={18} aria-hidden /></button>
}

function chosenTheme(): Theme | undefined {
  const stored = browserStorage.get(key)
  return stored === 'light' || stored === 'dark' ? stored : undefined
}

function apply(choice: Theme | undefined): void {
  if (choice) document.documentElement.dataset['theme'] = choice
  else delete document.documentElement.dataset['theme']
}
