import type { FormEvent, ReactNode } from 'react'

interface SignInProps {
  readonly problem: string | undefined
  readonly signIn: (token: string) => void
  /** Where the token is to be had. */
  readonly children: ReactNode
}

/** Asks for the token that makes somebody an operator or a teacher. */
export function SignIn({ problem, signIn, children }: SignInProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const token = new FormData(event.currentTarget).get('token')
    if (typeof token === 'string' && token.trim() !== '') signIn(token)
  }
  return (
    <form className="sign-in" onSubmit={submit}>
      <h2>Sign in</h2>
      {problem !== undefined && <p className="notice bad" role="alert">{problem}</p>}
      <label htmlFor="token">Your token</label>
      <input id="token" name="token" type="password" autoComplete="off" required aria-describedby="where" />
      <p id="where" className="hint">{children}</p>
      <button className="main">Sign in</button>
    </form>
  )
}
