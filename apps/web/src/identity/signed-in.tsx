import { LogOut } from 'lucide-react'

interface SignedInProps {
  readonly user: string
  readonly signOut: () => void
}

export function SignedIn({ user, signOut }: SignedInProps) {
  return (
    <>
      <span className="user" title={user}>{user}</span>
      <button className="plain icon" aria-label="Sign out" title="Sign out" onClick={signOut}><LogOut size={18} aria-hidden /></button>
    </>
  )
}
