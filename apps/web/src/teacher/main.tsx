import { createRoot } from 'react-dom/client'
import { applyChosenTheme } from '../shell/theme-switch.tsx'
import { ClassBook } from './class-book.ts'
import { TeacherPage } from './teacher-page.tsx'

applyChosenTheme()
const place = document.querySelector('#page')
if (place) createRoot(place).render(<TeacherPage book={new ClassBook(window.sessionStorage)} />)
