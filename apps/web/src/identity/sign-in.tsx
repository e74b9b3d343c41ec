import { LogIn } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { Brand } from '../shell/brand.tsx'
import { ThemeSwitch } from '../shell/theme-switch.tsx'

interface SignInProps {
  /** Why the learner is asked, where they were let in before. */
  readonly notice: string | undefined
  /** @returns whether it is a token at all */
  readonly signIn: (token: string) => boolean
}

/** This server wants to know who comes. */
export function SignIn({ notice, signIn }: SignInProps) {
  const [token, setToken] = useState('')
  const [isWrong, setWrong] = useState(false)
  const send = (event: FormEvent) => {
    event.preventDefault()
    setWrong(!signIn(token))
  }
  return (
    <div className="page">
      <header className="bar"><Brand /><div className="bar-end"><ThemeSwitch /></div></header>
      <main className="sign-in">
        <form onSubmit={send}>
          <h2>Sign in</h2>
          {notice !== undefined && <p className="notice warn" role="status">{notice}</p>}
          <p>Open the link that your teacher or your school gave you, or paste your access code here.</p>
          <label htmlFor="token">Access code</label>
          <textarea id="token" rows={4} autoComplete="off" spellCheck={false} value={token} aria-invalid={isWrong} aria-describedby={isWrong ? 'token-problem' : undefined} onChange={({ target }) => setToken(target.value)} />
          {isWrong && <p id="token-problem" className="notice bad" role="alert">This is no access code: it has three parts with dots between them. Copy all of it.</p>}
          <button className="main" disabled={token.trim() === ''}><LogIn size={18} aria-hidden /> Sign in</button>
          <p className="soft">It is kept in this tab only, and forgotten when you sign out or close it.</p>
        </form>
      </main>
    </div>
  )
}
