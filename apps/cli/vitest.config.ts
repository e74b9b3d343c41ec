import { defineConfig } from 'vitest/config'

// Every test starts processes of its own, several at times.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } })
