// Installs what EMBEDDINGS=on needs into the folder embeddings, 32 MB with the weights: npm run embeddings. Nobody else has to download it.
import { pnpm } from './pnpm.js'

if (!pnpm(['install', '--dir', 'embeddings', '--ignore-workspace', '--ignore-scripts', '--frozen-lockfile'], 'inherit')) {
  console.error('The embeddings could not be installed; the lines above say why.')
  process.exitCode = 1
}
