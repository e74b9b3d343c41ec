import type { FormEvent } from 'react'

interface SignInProps {
  readonly problem: string | undefined
  readonly signIn: (token: string) => void
}

/** Asks for the token that makes somebody an operator. */
export function SignIn({ problem, signIn }: SignInProps) {
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
      <p id="where" className="hint">
        On this machine it is in the file <code>operator-token</code> of the server’s data folder. Where people sign in
        (<code>AUTH=jwt</code>), it is a token of yours with the role <code>operator</code>. It is forgotten when you close this tab.
      </p>
      <button className="main">Sign in</button>
    </form>
  )
}
