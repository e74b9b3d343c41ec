import { useEffect, useState } from 'react'

const key = 'tutor.theme'

/** What the system prefers, unless the learner chooses. */
export function ThemeSwitch() {
  const [isDark, setDark] = useState(() => {
    const chosen = localStorage.getItem(key)
    return chosen === null ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark'
  })
  useEffect(() => {
    document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light'
  }, [isDark])
  const change = () => {
    localStorage.setItem(key, isDark ? 'light' : 'dark')
    setDark(!isDark)
  }
  return <button className="theme" onClick={change}>{isDark ? 'Light' : 'Dark'} colours</button>
}
