export function Brand() {
  return (
    <h1>
      <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
        <rect width="32" height="32" rx="8" className="brand-ground" />
        <path d="M8 9h16v4h-6v12h-4V13H8z" className="brand-letter" />
      </svg>
      Tutor AI
    </h1>
  )
}
