import { Moon, Sun } from 'lucide-react'
import { useState } from 'react'
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
    keep(choice)
    apply(choice)
  }
  const Icon = other === 'dark' ? Moon : Sun
  const label = other === 'dark' ? 'Dark colours' : 'Light colours'
  return <button className="plain icon" aria-label={label} title={label} onClick={change}><Icon size={18} aria-hidden /></button>
}

function chosenTheme(): Theme | undefined {
  const stored = localStorage.getItem(key)
  return stored === 'light' || stored === 'dark' ? stored : undefined
}

function keep(choice: Theme | undefined): void {
  localStorage.removeItem(key)
  try {
    if (choice) localStorage.setItem(key, choice)
  } catch {
    // The storage is full: the choice ends with the page.
  }
}

function apply(choice: Theme | undefined): void {
  if (choice) document.documentElement.dataset['theme'] = choice
  else delete document.documentElement.dataset['theme']
}
