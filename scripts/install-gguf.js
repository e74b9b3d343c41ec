// Installs what MODEL=gguf needs into the folder gguf: npm run gguf. Nobody else has to download it. Without the optional
// packages, which are builds for graphics cards and other machines, it is 85 MB instead of 725.
import { pnpm } from './pnpm.js'

const here = `${process.platform}-${process.arch}`
if (here !== 'linux-x64') {
  console.error(`There is no build of llama.cpp for ${here} here, only for linux-x64.`)
  process.exitCode = 1
} else if (!pnpm(['install', '--dir', 'gguf', '--ignore-workspace', '--no-optional', '--ignore-scripts', '--frozen-lockfile'], 'inherit')) {
  console.error('node-llama-cpp could not be installed; the lines above say why.')
  process.exitCode = 1
}
