import { useEffect, useState } from 'react'

const minuteMs = 60_000

/** Milliseconds since 1970, to the minute: what is due, and what has waited too long, shows without a message. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minuteMs)
    return () => clearInterval(timer)
  }, [])
  return now
}
