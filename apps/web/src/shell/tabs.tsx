import type { LucideIcon } from 'lucide-react'
import { useRef, type KeyboardEvent, type ReactNode } from 'react'

export interface Tab<Name extends string> {
  readonly name: Name
  readonly Icon: LucideIcon
}

interface TabsProps<Name extends string> {
  readonly label: string
  readonly tabs: readonly Tab<Name>[]
  readonly chosen: Name
  readonly choose: (name: Name) => void
}

/** A list of tabs as WAI-ARIA describes it: one stop for the Tab key, arrows and Home and End within. */
export function Tabs<Name extends string>({ label, tabs, chosen, choose }: TabsProps<Name>) {
  const list = useRef<HTMLDivElement>(null)
  const press = (event: KeyboardEvent) => {
    const next = nextIndex(event.key, tabs.findIndex(({ name }) => name === chosen), tabs.length)
    const tab = next === undefined ? undefined : tabs.at(next)
    if (!tab) return
    event.preventDefault()
    choose(tab.name)
    list.current?.querySelector<HTMLElement>(`#${tabId(tab.name)}`)?.focus()
  }
  return (
    <div className="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={press}>
      {tabs.map(({ name, Icon }) => (
        <button key={name} id={tabId(name)} role="tab" aria-selected={name === chosen} aria-controls={panelId(name)} tabIndex={name === chosen ? 0 : -1} onClick={() => choose(name)}>
          <Icon size={18} aria-hidden />
          {name}
        </button>
      ))}
    </div>
  )
}

interface TabPanelProps {
  readonly name: string
  readonly isShown: boolean
  readonly children: ReactNode
}

/** What is in a hidden panel stays as it is, so that an upload goes on. */
export function TabPanel({ name, isShown, children }: TabPanelProps) {
  return (
    <div className="panel" role="tabpanel" id={panelId(name)} aria-labelledby={tabId(name)} tabIndex={0} hidden={!isShown}>
      {children}
    </div>
  )
}

export const tabId = (name: string): string => `tab-${name.toLowerCase()}`
export const panelId = (name: string): string => `panel-${name.toLowerCase()}`

function nextIndex(key: string, index: number, length: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return (index + 1) % length
    case 'ArrowLeft':
      return index - 1
    case 'Home':
      return 0
    case 'End':
      return -1
    default:
      return undefined
  }
}
